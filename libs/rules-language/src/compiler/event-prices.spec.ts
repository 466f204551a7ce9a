// What one event costs, from the text of a tariff to the explanation: parts, values, grace, tiers.
import { compileRules } from '../rule-set/compile-rules.ts'
import type { RuleSet } from '../rule-set/rule-set.ts'
import type { RatingEvent } from '../rule-set/tariff.ts'

const RULES = `operator "X" { currency AUD; time zone "UTC" }
zones w { | prefix | zone |
| 1 | near |
| 2 | far |
| 3 | slow |
| 4 | late |
}
tariff calls for voice {
zone by called number in w
band day = daily 08:00..20:00
band night = otherwise
rates {
| zone | band  | setup | price                                                  | increment | grace | minimum |
| near | day   | 0.10  | 0.10 per minute for the first 3 min then 0.05 per minute | 60s / 60s | 3s    | 0.30    |
| near | night |       | 0.02 per minute                                        | 60s / 60s | 3s    |         |
| far  | *     |       | free for the first 60s then 1.00 per call for the next 60s then 0.50 per minute | | | |
| slow | *     |       | tiers calls-counted                                    |           |       |         |
| late | day   |       | 0.01 per minute                                        |           |       |         |
| late | night |       | tiers calls-counted                                    |           |       |         |
}
}
tariff content for content, counted in events { rates { | price | minimum | maximum |
| 12.5% of value | 0.10 | 5.00 |
} }
tiers calls-counted = volume {
counted per account, reset every month
| up to | price |
| 100 min | 0.10 per minute |
| * | 0.05 per minute |
}
plan p "P" { from 2026-01-01 }
`

const rules = compiled()

function compiled(): RuleSet {
  const result = compileRules({ files: new Map([['a.farthing', RULES]]), signatures: [] })
  if (!result.ok) throw new Error(result.diagnostics.map(({ line, message }) => `${line} ${message}`).join('\n'))
  return result.rules
}

function rated(tariff: string, event: Omit<RatingEvent, 'startedAt'>, time = '12:00', covered?: number): string[] {
  const [version] = rules.tariffs.get(tariff) ?? []
  if (version === undefined) throw new Error(`no tariff ${tariff}`)
  const startedAt = Temporal.Instant.from(`2026-03-02T${time}:00Z`).epochMilliseconds
  const outcome = version.rate({ startedAt, ...event }, covered)
  if (!outcome.ok) return [outcome.reason]
  const { steps } = version.explain({ startedAt, ...event }, outcome, 'sha256:00')
  const told = steps.filter(({ step }) => step !== 'quantity' && step !== 'amount' && step !== 'bands')
  return [String(outcome.amount / 1e6), ...told.map(({ step, detail, result }) => `${step}: ${detail} -> ${result}`)]
}

function refusedDetail(tariff: string, event: Omit<RatingEvent, 'startedAt'>): string | undefined {
  const [version] = rules.tariffs.get(tariff) ?? []
  const outcome = version?.rate({
    startedAt: Temporal.Instant.from('2026-03-02T12:00:00Z').epochMilliseconds,
    ...event
  })
  return outcome?.ok === false ? outcome.detail : undefined
}

const call = (to: string, seconds: number) => ({ to, quantity: seconds * 1000 })

describe('parts of an event', () => {
  it('are priced one after the other', () => {
    expect(rated('calls', call('1', 290))).toEqual([
      '0.5',
      'increments: billed in 60s / 60s -> 5 min',
      'tiers: day: 3 min from the start at 0.10 per 1 min -> 0.30',
      'tiers: day: 2 min after 3 min at 0.05 per 1 min -> 0.10',
      'setup: setup of the event -> 0.10'
    ])
  })

  it('go on into the next band where the clock stands', () => {
    expect(rated('calls', call('1', 300), '19:56')).toEqual([
      '0.47',
      'increments: billed in 60s / 60s -> 5 min',
      'tiers: day: 3 min from the start at 0.10 per 1 min -> 0.30',
      'tiers: day: 1 min after 3 min at 0.05 per 1 min -> 0.05',
      'tiers: night: 1 min at 0.02 per minute (a.farthing:15:1) -> 0.02',
      'setup: setup of the event -> 0.10'
    ])
  })

  it('are used up by an allowance from the start', () => {
    expect(rated('calls', call('1', 300), '12:00', 240_000)).toEqual([
      '0.3',
      'increments: billed in 60s / 60s -> 5 min',
      'allowance: paid by an allowance -> 4 min',
      'tiers: day: 1 min after 3 min at 0.05 per 1 min -> 0.05',
      'setup: setup of the event -> 0.10',
      'minimum: raised to the minimum -> 0.30'
    ])
  })

  it('may be free, or cost the same however long they are', () => {
    expect(rated('calls', call('2', 60))[0]).toBe('0')
    expect(rated('calls', call('2', 61))[0]).toBe('1')
    expect(rated('calls', call('2', 150))).toEqual([
      '1.25',
      'tiers: day: 1 min from the start at free -> 0.00',
      'tiers: day: 1 min after 1 min at 1.00 per event -> 1.00',
      'tiers: day: 30 s after 2 min at 0.50 per 1 min -> 0.25'
    ])
  })
})

describe('grace', () => {
  it('makes an event free that is no longer, its setup and minimum with it', () => {
    expect(rated('calls', call('1', 3))).toEqual([
      '0',
      'increments: up to 3 s cost nothing -> 0 s',
      'setup: setup waived: nothing was used -> 0.00'
    ])
    expect(rated('calls', call('1', 3.001))[0]).toBe('0.3')
  })
})

describe('a part of a value', () => {
  const purchase = (value: number) => ({ to: '', quantity: 1, value: value * 1_000_000 })

  it('is taken of what the event carries, within the limits', () => {
    expect(rated('content', purchase(9.99))).toEqual(['1.24875', 'tiers: 12.5% of value, which is 9.99 -> 1.24875'])
    expect(rated('content', purchase(0.4)).at(-1)).toBe('minimum: raised to the minimum -> 0.10')
    expect(rated('content', purchase(80)).at(-1)).toBe('maximum: cut to the maximum -> 5.00')
  })

  it('is no silent zero: an event without a value is not rated', () => {
    expect(rated('content', { to: '', quantity: 1 })).toEqual(['no-value'])
    expect(rated('content', { to: '', quantity: 1, value: null })).toEqual(['no-value'])
  })

  it.each([
    ['content', -1, '-1 event is less than nothing'],
    ['content', 2 ** 53, 'the quantity is more than one use may have, which is 4503599627370496 events'],
    ['calls', 360_000_000_000, '100000 h is more than one use may have, which is 8784 h'],
    ['calls', 0.5, 'the quantity is no multiple of 0.001 s']
  ])('refuses a quantity of %s that is %d in words of its unit', (tariff, quantity, detail) => {
    expect(refusedDetail(tariff, { to: '1', quantity })).toBe(detail)
  })

  it('refuses an amount in words of its currency', () => {
    expect(refusedDetail('content', { to: '', quantity: 1, value: -1 })).toBe(
      'the value of the event is no amount of AUD from 0, with at most six decimals'
    )
  })

  it('refuses a value that is no amount', () => {
    for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(rated('content', { to: '', quantity: 1, value })).toEqual(['bad-value'])
    }
  })
})

describe('a value that no price reads', () => {
  it('is told when it is an amount, and does no harm when it is none', () => {
    const [version] = rules.tariffs.get('calls') ?? []
    const startedAt = Temporal.Instant.from('2026-03-02T12:00Z').epochMilliseconds
    const valueTold = (value: number) => {
      const event = { startedAt, ...call('1', 30), value }
      const outcome = version?.rate(event)
      if (!outcome?.ok) throw new Error('not rated')
      return version?.explain(event, outcome, 'sha256:00').inputs['value']
    }
    expect([9_990_000, 0.5, Number.NaN].map(valueTold)).toEqual(['9.99', undefined, undefined])
  })
})

describe('tiers', () => {
  it('leave the event without a price, and name their table', () => {
    expect(rated('calls', call('3', 90))).toEqual(['0', 'tiers: day: counted by tiers calls-counted -> 1 min 30 s'])
    const [version] = rules.tariffs.get('calls') ?? []
    const startedAt = Temporal.Instant.from('2026-03-02T12:00Z').epochMilliseconds
    expect(version?.counted?.({ startedAt, ...call('3', 90) })).toMatchObject([
      {
        ticks: 90_000,
        table: {
          name: 'calls-counted',
          word: 'volume',
          unit: 'second',
          counter: { scope: 'account', reset: 'month' },
          tiers: [
            { upTo: 6_000_000n, micro: 100_000n, per: 60_000n },
            { upTo: null, micro: 50_000n }
          ]
        }
      }
    ])
    expect(version?.counted?.({ startedAt, ...call('1', 90) })).toEqual([])
    expect(rules.tariffs.get('content')?.[0]?.counted).toBeNull()
  })

  it('count what an allowance leaves, of the bands whose rows name them', () => {
    const startedAt = Temporal.Instant.from('2026-03-02T19:59Z').epochMilliseconds
    const [version] = rules.tariffs.get('calls') ?? []
    const ticks = (to: string, covered?: number) =>
      version?.counted?.({ startedAt, ...call(to, 150) }, covered).map(one => [one.table.name, one.ticks])
    expect(ticks('3')).toEqual([['calls-counted', 150_000]])
    expect(ticks('3', 50_000)).toEqual([['calls-counted', 100_000]])
    expect(ticks('3', 150_000)).toEqual([])
    expect(ticks('4')).toEqual([['calls-counted', 90_000]])
    expect(ticks('4', 30_000)).toEqual([['calls-counted', 90_000]])
    expect(ticks('4', 70_000)).toEqual([['calls-counted', 80_000]])
  })
})

describe('why not', () => {
  const whyNot = (to: string, time: string): string[] => {
    const startedAt = Temporal.Instant.from(`2026-03-02T${time}:00Z`).epochMilliseconds
    const [version] = rules.tariffs.get('calls') ?? []
    return (version?.whyNot({ startedAt, ...call(to, 60) }) ?? []).map(
      ({ rule, reason, detail }) => `${rule.line} ${reason}: ${detail}`
    )
  }

  it('names the rows that did not apply, and the condition that failed', () => {
    expect(whyNot('1', '12:00')).toEqual([
      '15 band: Monday 2026-03-02 12:00 is day (daily 08:00..20:00), not night (otherwise)',
      '16 zone: 1 has prefix 1, which is near, not far',
      '17 zone: 1 has prefix 1, which is near, not slow',
      '18 zone: 1 has prefix 1, which is near, not late',
      '19 zone: 1 has prefix 1, which is near, not late'
    ])
    expect(whyNot('9', '12:00')).toHaveLength(6)
    expect(whyNot('9', '12:00')[0]).toBe('14 no-zone: no prefix of the zone table fits 9')
  })
})
