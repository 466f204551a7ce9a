// What is left of an allowance: rolled over, shared, lasting, part of a cycle. Numbers that can be checked on paper.
import type { LifeResult } from '@farthing/simulator'
import { play } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}

tariff calls for voice {
  rates {
    | price           |
    | 0.10 per minute |
  }
}

plan rolling "Rolling" {
  tariff calls
  include 100 min of voice, roll over 1 cycle
}

plan family "Family" {
  tariff calls
  include 100 min of voice, share with account
}

plan own "Own" {
  tariff calls
  include 10 min of voice
}

plan lasting "Lasting" {
  tariff calls
  include 30 min of voice, expires after 10 days
}

plan fair "Fair" {
  tariff calls
  include 31 min of voice, prorated by day
}
`

const subscribe = (on: string, plan: string, as = plan): object => ({ on, do: 'subscribe', plan, as })
const call = (at: string, minutes: number, as: string): object => ({
  at,
  do: 'use',
  service: 'voice',
  quantity: `${minutes} min`,
  as
})

const story = (...facts: object[]): Promise<LifeResult> => play({ billDay: 1, rules, facts })

const uses = ({ ratedUsage }: LifeResult): string[] => ratedUsage.map(({ covered, net }) => `${covered} free, ${net}`)

describe('an allowance that rolls over', () => {
  it('leaves for one cycle what was not used, and that is used first', async () => {
    const life = await story(
      subscribe('2026-03-01', 'rolling'),
      call('2026-03-05T10:00', 60, 'rolling'),
      call('2026-04-05T10:00', 110, 'rolling'),
      // of April 30 are left: 40 of March went first
      call('2026-05-05T10:00', 140, 'rolling'),
      { on: '2026-06-01', do: 'advance' }
    )
    expect(uses(life)).toEqual(['1 h free, 0.000000', '1 h 50 min free, 0.000000', '2 h 10 min free, 1.000000'])
  })

  it('leaves what a cycle without any use granted, and nothing beyond the cycles that the rule names', async () => {
    const life = await story(subscribe('2026-03-01', 'rolling'), call('2026-05-05T10:00', 250, 'rolling'), {
      on: '2026-06-01',
      do: 'advance'
    })
    expect(uses(life)).toEqual(['3 h 20 min free, 5.000000'])
  })

  it('says on the line what came from where', async () => {
    const life = await story(
      subscribe('2026-03-01', 'rolling'),
      call('2026-03-05T10:00', 60, 'rolling'),
      call('2026-04-05T10:00', 150, 'rolling'),
      { on: '2026-05-01', do: 'advance' }
    )
    const line = life.invoices.at(-1)?.lines[0]
    expect(line?.amount).toBe('1.00')
    expect(line?.explanation.steps.slice(1, 3)).toMatchObject([
      {
        step: 'allowance',
        detail: 'covered by plan rolling > include (coastal.farthing:17), left over from the cycle of 2026-03-01',
        result: '40 min'
      },
      { step: 'allowance', detail: 'covered by plan rolling > include (coastal.farthing:17)', result: '1 h 40 min' }
    ])
  })
})

describe('an allowance shared with the account', () => {
  it('is used by all subscriptions in order of time, after what they have of their own', async () => {
    const life = await story(
      subscribe('2026-03-01', 'family'),
      subscribe('2026-03-01', 'own'),
      call('2026-03-05T10:00', 50, 'own'),
      call('2026-03-06T10:00', 50, 'family'),
      call('2026-03-07T10:00', 20, 'own'),
      { on: '2026-04-01', do: 'advance' }
    )
    expect(uses(life)).toEqual(['50 min free, 0.000000', '50 min free, 0.000000', '10 min free, 1.000000'])
    const [line] = life.invoices.at(-1)?.lines ?? []
    expect(line?.explanation.steps.map(({ detail }) => detail)).toContain(
      'covered by plan family > include (coastal.farthing:22), shared by family'
    )
  })

  it('ends with the subscription that brings it', async () => {
    const life = await story(
      subscribe('2026-03-01', 'family'),
      subscribe('2026-03-01', 'own'),
      { on: '2026-03-10', do: 'terminate', as: 'family' },
      call('2026-03-09T10:00', 20, 'own'),
      call('2026-03-12T10:00', 20, 'own'),
      { on: '2026-04-01', do: 'advance' }
    )
    expect(uses(life)).toEqual(['20 min free, 0.000000', '0 s free, 2.000000'])
  })
})

describe('an allowance with a life of its own', () => {
  it('lapses on its day within the cycle', async () => {
    const life = await story(
      subscribe('2026-03-05', 'lasting'),
      call('2026-03-14T23:00', 10, 'lasting'),
      call('2026-03-15T00:00', 10, 'lasting'),
      { on: '2026-04-01', do: 'advance' }
    )
    expect(uses(life)).toEqual(['10 min free, 0.000000', '0 s free, 1.000000'])
  })
})

describe('an allowance by the day', () => {
  it('is as much of the cycle as the plan holds, on both its sides', async () => {
    const life = await story(
      subscribe('2026-03-11', 'fair'),
      { on: '2026-03-21', do: 'change', plan: 'own', as: 'fair' },
      { on: '2026-03-31', do: 'change', plan: 'fair', as: 'fair' },
      call('2026-03-12T10:00', 8, 'fair'),
      call('2026-03-31T10:00', 8, 'fair'),
      { on: '2026-04-01', do: 'advance' }
    )
    expect(uses(life)).toEqual(['8 min free, 0.000000', '3 min free, 0.500000'])
  })
})
