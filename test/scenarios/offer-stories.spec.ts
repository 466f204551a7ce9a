// Offers: which one holds for a call, and what it costs then. Numbers that can be checked on paper.
import { compileRules } from '@farthing/rules-language'
import type { LifeResult } from '@farthing/simulator'
import { allPlugins, play } from './play.ts'

const rules = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  holidays AU-VIC
  round half up to 0.01
}

holidays AU-VIC {
  | date       | name        |
  | 2026-12-25 | "Christmas" |
}

tariff calls for voice {
  rates {
    | setup | price           |
    | 0.30  | 0.10 per minute |
  }
}

plan talk "Talk" {
  tariff calls
  include 10 min of voice
  offer "Free weekends" {
    from 2026-12-01 until 2027-02-01
    on saturday, sunday, holidays
    voice is free
  }
  offer "Evenings" {
    on weekdays 20:00..24:00 except holidays
    voice costs 0.02 per minute
  }
  offer "Long talkers" {
    after 30 min of voice in the cycle
    voice is 50% off
    overrides "Evenings", "Free weekends"
  }
}
`

const subscribe = { on: '2026-12-01', do: 'subscribe', plan: 'talk', as: 'me' }
const call = (at: string, minutes: number): object => ({
  at,
  do: 'use',
  service: 'voice',
  quantity: `${minutes} min`,
  as: 'me'
})
const story = (...facts: object[]): Promise<LifeResult> =>
  play({ billDay: 1, rules, facts: [subscribe, ...facts, { on: '2027-02-01', do: 'advance' }] })
const nets = ({ ratedUsage }: LifeResult): string[] => ratedUsage.map(({ covered, net }) => `${covered}, ${net}`)

describe('an offer', () => {
  it('makes calls free on its days, holidays among them, and leaves the allowance alone', async () => {
    const life = await story(
      call('2026-12-05T10:00', 20),
      call('2026-12-25T20:30', 5),
      call('2026-12-28T10:00', 2),
      call('2027-02-06T10:00', 1)
    )
    expect(nets(life).slice(0, 3)).toEqual(['0 s, 0.000000', '0 s, 0.000000', '2 min, 0.000000'])
  })

  it('takes the place of the price, after what the allowance covers', async () => {
    const life = await story(call('2026-12-01T20:00', 15), call('2026-12-02T19:59', 1))
    expect(nets(life)).toEqual(['10 min, 0.100000', '0 s, 0.400000'])
  })

  it('holds from the use of the cycle that it names on, before other offers', async () => {
    const life = await story(call('2026-12-05T10:00', 30), call('2026-12-06T10:00', 20), call('2027-01-01T10:00', 12))
    // the first was free and counts; of the second 10 minutes are included, half of the rest is paid
    expect(nets(life)).toEqual(['0 s, 0.000000', '10 min, 0.650000', '10 min, 0.500000'])
  })

  it('is named on the line with what it took off', async () => {
    const life = await story(call('2026-12-05T10:00', 5), call('2026-12-01T20:00', 15))
    const line = life.invoices.find(({ date }) => date === '2027-01-01')?.lines[0]
    expect(line?.explanation.steps.filter(({ step }) => step === 'discount')).toMatchObject([
      {
        step: 'discount',
        detail: 'plan talk > offer "Evenings" (coastal.farthing:29) for 1 call',
        result: '-0.700000'
      },
      {
        step: 'discount',
        detail: 'plan talk > offer "Free weekends" (coastal.farthing:24) for 1 call',
        result: '-0.800000'
      }
    ])
    expect(line?.amount).toBe('0.10')
  })

  it('that can meet another is refused with the first moment of both', async () => {
    const registry = await allPlugins()
    const compiled = compileRules({
      files: new Map([['a.farthing', rules.replace('except holidays', '')]]),
      signatures: [...registry.statements.values()]
    })
    const [first] = compiled.diagnostics
    expect([first?.code, first?.line, first?.message, first?.related?.[0]?.place.line]).toEqual([
      'R0250',
      29,
      'offer "Free weekends" and offer "Evenings" both apply on 2026-12-25 (Friday) at 20:00, to voice, and neither overrides the other',
      24
    ])
  })
})
