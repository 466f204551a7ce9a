import { date } from '@farthing/plugin-sdk'
import type { UsageTotal } from '@farthing/plugin-sdk'
import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { usageCharge } from './usage-charge.ts'

const calls: UsageTotal = {
  subscription: 's1',
  service: 'voice',
  zone: 'national',
  from: date('2026-03-01'),
  until: date('2026-04-01'),
  unit: 'second',
  events: 34,
  billedTicks: 3_090_000,
  coveredTicks: 1_200_000,
  prepaid: 0n,
  shares: [
    {
      rule: { rule: 'plan mobile-40 > include', file: 'plans.rules', line: 7, column: 3 },
      ticks: 900_000,
      since: null,
      sharedBy: null
    },
    {
      rule: { rule: 'plan mobile-20 > include', file: 'plans.rules', line: 3, column: 3 },
      ticks: 300_000,
      since: date('2026-02-01'),
      sharedBy: 's2'
    }
  ],
  changes: [],
  exact: 12_345_678n,
  rule: { rule: 'tariff voice-standard', file: 'tariffs.rules', line: 12, column: 1 },
  because: null,
  version: 'sha256:test'
}

const charges = (usage: readonly UsageTotal[]) =>
  usageCharge.targets(
    testInput({
      plans: [{ value: { tariffs: ['voice-standard'] } }],
      started: '2026-03-01',
      through: '2026-04-01',
      usage
    })
  )

describe('a usage charge', () => {
  it('is one per service, zone and cycle', () => {
    const usage = [
      calls,
      { ...calls, zone: 'mobile', exact: 1_000_000n },
      { ...calls, from: date('2026-04-01'), until: date('2026-05-01'), exact: 2_000_000n },
      { ...calls, service: 'data', zone: '', unit: 'byte' as const, billedTicks: 5_200_000_000, exact: 0n }
    ]
    expect(chargeTable(charges(usage))).toEqual([
      '2026-03-01..2026-04-01 | 12.345678 | Voice, national',
      '2026-03-01..2026-04-01 | 1.000000 | Voice, mobile',
      '2026-04-01..2026-05-01 | 2.000000 | Voice, national',
      '2026-03-01..2026-04-01 | 0.000000 | Data'
    ])
    expect(new Set(charges(usage).map(({ key }) => key)).size).toBe(4)
  })

  it('shows the days of the cycle on which there was service', () => {
    const input = testInput({
      plans: [{ value: { tariffs: [] } }],
      started: '2026-03-10',
      terminated: '2026-03-25',
      through: '2026-04-01',
      usage: [calls]
    })
    const [charge] = usageCharge.targets(input)
    expect(chargeTable(charge ? [charge] : [])).toEqual(['2026-03-10..2026-03-25 | 12.345678 | Voice, national'])
    expect(charge).toMatchObject({ key: 'usage:s1:voice/national:2026-03-01..2026-04-01', periodUntil: calls.until })
  })

  it('adds up tariffs that followed each other within the cycle', () => {
    const newer = { ...calls, exact: 1n, events: 1, rule: { ...calls.rule, line: 40 } }
    const [charge, ...others] = charges([calls, newer])
    expect(others).toEqual([])
    expect(charge).toMatchObject({
      exact: 12_345_679n,
      quantity: '1 h 43 min',
      key: 'usage:s1:voice/national:2026-03-01..2026-04-01'
    })
  })

  it('explains how many there were, what was covered, and which line priced them', () => {
    expect(charges([calls])[0]?.explanation).toMatchObject({
      rule: { file: 'tariffs.rules', line: 12 },
      inputs: { service: 'voice', zone: 'national', events: '34' },
      steps: [
        { step: 'quantity', detail: '34 calls, billed after increments', result: '51 min 30 s' },
        { step: 'allowance', detail: 'covered by plan mobile-40 > include (plans.rules:7)', result: '15 min' },
        {
          step: 'allowance',
          detail:
            'covered by plan mobile-20 > include (plans.rules:3), left over from the cycle of 2026-02-01, shared by s2',
          result: '5 min'
        },
        { step: 'amount', detail: expect.stringContaining('tariffs.rules:12'), result: '12.345678' }
      ]
    })
  })

  it('says what tiers price as a customer reads it', () => {
    const change = (ticks: number, exact: bigint) => ({
      rule: { rule: 'tiers texts > 10', file: 'tiers.rules', line: 3, column: 3 },
      step: 'tiers' as const,
      ticks,
      events: 1,
      exact
    })
    const messages = { ...calls, service: 'sms', zone: 'fiji', unit: 'message' as const, shares: [] }
    const said = (count: number, ...changes: readonly ReturnType<typeof change>[]): string => {
      const [charge] = charges([{ ...messages, events: count, billedTicks: count, changes }])
      return (charge?.explanation.steps ?? []).flatMap(step => step.said ?? []).join(', ')
    }
    expect(said(1, change(1, 350_000n))).toBe('1 message')
    expect(said(3, change(1, 350_000n), change(2, 600_000n))).toBe(
      '3 messages, 1 message for 0.35, 2 messages for 0.60'
    )
    expect(said(3, change(1, 0n), change(2, 600_000n))).toBe('3 messages, 1 message free, 2 messages for 0.60')
    expect(said(3, change(-1, -350_000n), change(3, 600_000n))).toBe(
      '3 messages, 1 message priced anew -0.35, 3 messages for 0.60'
    )
  })
})
