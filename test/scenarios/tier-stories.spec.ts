// Tiers over a period, on bills: numbers that can be checked on paper.
import type { LifeResult } from '@farthing/simulator'
import { invoicesOf, play } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  round half up to 0.01
}

tiers graded = graduated {
  counted per subscription, reset every cycle
  | up to | price       |
  | 10 GB | 2.00 per GB |
  | *     | 1.00 per GB |
}

tiers shared = volume {
  counted per account, reset every month
  | up to | price       |
  | 10 GB | 2.00 per GB |
  | *     | 1.00 per GB |
}

tiers daily = package {
  counted per subscription, reset every day
  | up to  | price                   |
  | 10 min | free                    |
  | *      | 1.00 per started 30 min |
}

tiers once = stairstep {
  counted per subscription, reset never
  | up to | amount |
  | 10 GB | 10.00  |
  | 20 GB | 15.00  |
  | *     | 18.00  |
}

tariff data-graded for data { rates {
  | price        |
  | tiers graded |
} }
tariff data-shared for data { rates {
  | price        |
  | tiers shared |
} }
tariff data-once for data { rates {
  | price      |
  | tiers once |
} }
tariff calls for voice { rates {
  | price       |
  | tiers daily |
} }

plan graded "Graded" { tariff data-graded, calls }
plan again "Graded again" {
  tariff data-graded
  include 4 GB of data
}
plan shared "Shared" { tariff data-shared }
plan once "Once" { tariff data-once }
`

const subscribe = (on: string, plan: string, as = plan): object => ({ on, do: 'subscribe', plan, as })
const use = (at: string, gigabytes: number, as: string, known?: string): object => ({
  ...{ at, do: 'use', service: 'data', quantity: `${gigabytes} GB`, as },
  ...(known !== undefined && { known })
})
const story = (billDay: number, ...facts: object[]): Promise<LifeResult> => play({ billDay, rules, facts })
const net = ({ ratedUsage }: LifeResult): (string | null)[] => ratedUsage.map(each => each.net)

describe('tiers over a cycle', () => {
  it('go on counting from use to use, and begin again with the next cycle', async () => {
    const life = await story(
      1,
      subscribe('2026-03-01', 'graded'),
      use('2026-03-05T10:00', 8, 'graded'),
      use('2026-03-31T23:59', 4, 'graded'),
      use('2026-04-01T00:00', 8, 'graded'),
      { on: '2026-05-01', do: 'advance' }
    )
    expect(net(life)).toEqual(['16.000000', '6.000000', '16.000000'])
    expect(invoicesOf(life)).toEqual([
      ...['bill of 2026-04-01', 'Data 2026-03-01..2026-04-01 22.00', 'total 22.00'],
      ...['bill of 2026-05-01', 'Data 2026-04-01..2026-05-01 16.00', 'total 16.00']
    ])
  })

  it('charge what comes late as if it had been known, wherever it lies among the others', async () => {
    const life = await story(
      1,
      subscribe('2026-03-01', 'graded'),
      use('2026-03-05T10:00', 8, 'graded'),
      use('2026-03-20T10:00', 4, 'graded'),
      use('2026-03-02T10:00', 3, 'graded', '2026-04-10T10:00'),
      { on: '2026-05-01', do: 'advance' }
    )
    expect(net(life)).toEqual(['15.000000', '4.000000', '6.000000'])
    expect(invoicesOf(life).slice(3)).toEqual([
      ...['bill of 2026-05-01', 'Data 2026-03-01..2026-04-01 3.00', 'total 3.00']
    ])
  })

  it('go on through a change of plan, told late as well', async () => {
    const facts = (known: string): object[] => [
      subscribe('2026-03-01', 'graded'),
      use('2026-03-05T10:00', 8, 'graded'),
      { on: '2026-03-10', do: 'change', plan: 'again', as: 'graded', known },
      use('2026-03-20T10:00', 9, 'graded'),
      { on: '2026-05-01', do: 'advance' }
    ]
    // 4 of the 9 GB are included in the new plan; 2 of the others fill the first tier
    const told = await story(1, ...facts('2026-03-10T00:00'))
    expect(net(told)).toEqual(['16.000000', '7.000000'])
    const late = await story(1, ...facts('2026-04-10T00:00'))
    expect(invoicesOf(late)).toEqual([
      ...['bill of 2026-04-01', 'Data 2026-03-01..2026-04-01 27.00', 'total 27.00'],
      ...['bill of 2026-05-01', 'Data 2026-03-01..2026-04-01 -4.00', 'total -4.00']
    ])
  })

  it('name on the line how much each tier priced, and where it is written', async () => {
    const life = await story(
      1,
      subscribe('2026-03-01', 'graded'),
      use('2026-03-05T10:00', 8, 'graded'),
      use('2026-03-20T10:00', 4, 'graded'),
      { on: '2026-04-01', do: 'advance' }
    )
    const steps = life.invoices[0]?.lines[0]?.explanation.steps ?? []
    expect(steps.map(({ detail, result, step }) => `${step}: ${detail} -> ${result}`)).toEqual([
      'quantity: 2 sessions, billed after increments -> 12 GB',
      'tiers: 10 GB by tiers graded > up to 10 GB (coastal.farthing:11) for 2 sessions -> 20.000000',
      'tiers: 2 GB by tiers graded > * (coastal.farthing:12) for 1 session -> 2.000000',
      'amount: sum of the amounts that tariff data-graded (coastal.farthing:37) gave each of them, so changed -> 22.000000'
    ])
  })
})

describe('tiers over a month of an account', () => {
  it('count all its subscriptions together, and take back what was billed dearer before', async () => {
    const life = await story(
      15,
      subscribe('2026-03-01', 'shared', 'ann'),
      subscribe('2026-03-01', 'shared', 'bob'),
      use('2026-03-05T10:00', 8, 'ann'),
      use('2026-03-20T10:00', 4, 'bob'),
      use('2026-04-02T10:00', 4, 'ann'),
      { on: '2026-04-15', do: 'advance' }
    )
    // 12 GB of March cost 12.00, and 16.00 of them were billed in the middle of the month
    expect(invoicesOf(life)).toEqual([
      ...['bill of 2026-03-15', 'Data 2026-03-01..2026-03-15 16.00', 'total 16.00'],
      ...['bill of 2026-04-15', 'Data 2026-03-15..2026-04-15 8.00', 'Data 2026-03-15..2026-04-15 -4.00', 'total 4.00']
    ])
  })

  it('do not heed where bills cut the month', async () => {
    const life = await story(
      1,
      subscribe('2026-03-01', 'shared', 'ann'),
      use('2026-03-05T10:00', 8, 'ann'),
      use('2026-03-20T10:00', 4, 'ann'),
      { on: '2026-03-10', do: 'bill' },
      { on: '2026-04-01', do: 'advance' }
    )
    expect(invoicesOf(life).at(-1)).toBe('total -4.00')
    expect(net(life)).toEqual(['16.000000', '-4.000000'])
  })
})

describe('tiers over a day', () => {
  it('count a call where it starts, though it lasts beyond midnight', async () => {
    const call = (at: string, minutes: number): object => {
      return { at, do: 'use', service: 'voice', quantity: `${minutes} min`, as: 'graded' }
    }
    const life = await story(
      1,
      subscribe('2026-03-01', 'graded'),
      call('2026-03-05T23:50', 30),
      call('2026-03-06T00:10', 10),
      call('2026-03-06T00:30', 1),
      call('2026-03-06T00:40', 29),
      call('2026-03-06T02:00', 1),
      { on: '2026-04-01', do: 'advance' }
    )
    expect(net(life)).toEqual(['1.000000', '0.000000', '1.000000', '0.000000', '1.000000'])
  })
})

describe('tiers that never begin again', () => {
  it('cost the next step when it is reached, cycles later', async () => {
    const life = await story(
      1,
      subscribe('2026-03-01', 'once'),
      use('2026-03-05T10:00', 8, 'once'),
      use('2026-04-05T10:00', 2, 'once'),
      use('2026-06-05T10:00', 1, 'once'),
      { on: '2026-07-01', do: 'advance' }
    )
    expect(net(life)).toEqual(['10.000000', '0.000000', '5.000000'])
  })
})
