// Behind a line of usage that moved: the use that moved furthest, with its share of the line on either side's bills.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { type Explanation, startOfDayMs } from '@farthing/billing-core/values'
import {
  type ImpactAccount,
  type ImpactReport,
  impactSides,
  ImpactTally,
  type TallySettings
} from '@farthing/simulator'
import { type Use, WaitingUses } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { impact } from './impact-play.ts'
import { allPlugins, rulesOf } from './play.ts'

const INCLUDED = 'include 10 min of voice to national'
const NATIONAL = '0293334444'
const MOBILE = '0412345678'

/** Talk More, which includes and limits what is written here. */
function rules(plan: string, tariff = '| national | peak    | 0.39  | 0.25 per minute |'): string {
  return coastal.replace(INCLUDED, plan).replace('| national | peak    | 0.39  | 0.25 per minute |', tariff)
}

const including = (minutes: number): string => rules(`include ${minutes} min of voice to national`)

/** Calls of a Monday in peak time, of so many minutes each, an hour after the other. */
function calls(to: string, ...minutes: readonly number[]): string[] {
  return minutes.map((each, index) => {
    const at = `2026-04-13 ${String(index + 8).padStart(2, '0')}:00:00`
    return `c${index + 1},voice,0400000001,${to},${at},${each * 60},s`
  })
}

interface Change {
  readonly before: string
  readonly after: string
  readonly usage: readonly string[]
  readonly subscribers?: string
}

function told({ subscribers = '0400000001,A-1,S-1,talk-more,2026-03-01,', ...change }: Change): string[] {
  return toldOf(impact({ subscribers, ...change }))
}

/** Of each line of usage that moved its amounts and its sample: the share of either side, and what rules gave or took. */
function toldOf({ risers, fallers }: ImpactReport): string[] {
  const moved = [...risers, ...fallers].flatMap(({ lines }) => lines.filter(({ service }) => service !== null))
  return moved.flatMap(({ before, after, sample, zone }) => [
    `${zone} ${before?.amount ?? 0n} -> ${after?.amount ?? 0n}`,
    ...(sample === null
      ? ['no use']
      : [sample.usage.replace(/^.*:/, ''), sideText(sample.before), sideText(sample.after)])
  ])
}

function sideText(side: Explanation | null): string {
  if (side === null) return 'cannot be rated'
  const steps = side.steps.filter(({ rule, step }) => rule !== undefined && step !== 'bands')
  const elsewhere = side.steps.filter(({ detail }) => /^(on the line of|already billed)/.test(detail))
  const said = [...steps, ...elsewhere].map(
    ({ detail, result }) => `${detail.replace(/ by (plan|tiers) .*/, '')}: ${result}`
  )
  return `${side.amount} = ${said.join(', ')}`
}

const ZONE = 'Australia/Melbourne'
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const registry = await allPlugins()

function compared(before: string, after: string): Omit<TallySettings, 'waiting'> {
  const sides = impactSides({ before: rulesOf(before, registry), after: rulesOf(after, registry) }, registry)
  return { sides, range: { from: day('2026-04-20'), until: day('2026-05-01') }, gates: [], top: 1 }
}

/** On Talk More since March; billed on demand on a day of April, and then on the first of May. */
function billedOn(demanded: string): Omit<ImpactAccount, 'uses' | 'late'> {
  const base = { known: Temporal.Instant.from('2026-03-01T00:00:00Z'), supersedes: null, effective: day('2026-03-01') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: ZONE, currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan: 'talk-more', identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  const previous = { billDate: day(demanded), history }
  const from = day('2026-04-01')
  const dates = { bills: [day('2026-05-01')], previous, since: from, usageFromMs: startOfDayMs(from, ZONE) }
  return { number: 'A-1', history, dates, waiting: { before: [], after: [] } }
}

function useOf(id: string, at: string, minutes: number): Use {
  const startedAt = Temporal.PlainDateTime.from(at).toZonedDateTime(ZONE).epochMilliseconds
  const ends = { from: '', to: '61293334444', value: null }
  return {
    id,
    subscription: 's',
    service: 'voice',
    unit: 'second',
    tariff: null,
    startedAt,
    quantity: minutes * 60_000,
    ...ends
  }
}

describe('the use behind a line that moved', () => {
  it('was covered by an allowance and costs now, when the allowance shrinks', () => {
    const usage = calls(NATIONAL, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
    expect(told({ before: including(100), after: including(50), usage })).toEqual([
      'national 0 -> 14450000',
      'c6',
      '0.000000 = 10 min of the 50 min left: 10 min, peak: 0 s at 0.25 per minute: 0.00',
      '2.890000 = peak: 10 min at 0.25 per minute: 2.50'
    ])
  })

  it('is none that allowances cover as before, were it the longest', () => {
    const dearer = rules(INCLUDED, '| national | peak    | 0.39  | 0.35 per minute |')
    expect(told({ before: rules(INCLUDED), after: dearer, usage: calls(NATIONAL, 10, 2) })).toEqual([
      'national 890000 -> 1090000',
      'c2',
      '0.890000 = peak: 2 min at 0.25 per minute: 0.50',
      '1.090000 = peak: 2 min at 0.35 per minute: 0.70'
    ])
  })

  it('is one of which an allowance covers less', () => {
    expect(told({ before: including(50), after: including(20), usage: calls(NATIONAL, 15, 20, 10) })).toEqual([
      'national 0 -> 7030000',
      'c2',
      '0.000000 = 20 min of the 35 min left: 20 min, peak: 0 s at 0.25 per minute: 0.00',
      '4.140000 = 5 min of the 5 min left: 5 min, peak: 15 min at 0.25 per minute: 3.75'
    ])
  })

  it.each([
    ['per day', 'in the day'],
    ['per 7 days shared with account', 'in 7 days of the account']
  ])('is one that a cap %s cuts less', (time, said) => {
    const capped = (limit: string): string => rules(`cap voice to mobile at ${limit} ${time}`)
    expect(told({ before: capped('3.00'), after: capped('4.00'), usage: calls(MOBILE, 5, 5, 5) })).toEqual([
      'mobile 3000000 -> 4000000',
      'c2',
      `1.110000 = peak: 5 min at 0.30 per minute: 1.50, cut at 3.00 ${said}: -0.78`,
      '1.890000 = peak: 5 min at 0.30 per minute: 1.50'
    ])
  })

  it('moves as its line does, though another moves further against it, and is counted by tiers as on the bill', () => {
    const tiered = (first: string, more: string): string => `${coastal}
tiers long = graduated { counted per subscription, reset every cycle
  | up to  | price            |
  | 10 min | ${first} per min |
  | *      | ${more} per min   |
}
tariff counted for voice { rates { | price      |
                                   | tiers long |
} }
plan tiered "Tiered" { tariff counted }`
    const [before, after] = [tiered('0.20', '0.10'), tiered('0.30', '0.05')]
    const subscribers = '0400000001,A-1,S-1,tiered,2026-03-01,'
    expect(told({ before, after, usage: calls(MOBILE, 12, 10, 10, 10), subscribers })).toEqual([
      ' 5200000 -> 4600000',
      'c2',
      '1.000000 = counted: 10 min, 10 min counted: 1.00',
      '0.500000 = counted: 10 min, 10 min counted: 0.50'
    ])
  })

  it('left its line for another, and is on both', () => {
    const before = rules('')
    const after = before.replace('| 614    | mobile   |', '| 6149   | mobile   |')
    expect(told({ before, after, usage: calls(MOBILE, 5) })).toEqual([
      'mobile 1890000 -> 0',
      'c1',
      '1.890000 = peak: 5 min at 0.30 per minute: 1.50',
      '0.000000 = on the line of national: 1.640000',
      'national 0 -> 1640000',
      'c1',
      '0.000000 = on the line of mobile: 1.890000',
      '1.640000 = peak: 5 min at 0.25 per minute: 1.25'
    ])
  })

  it('has of the line what was not billed before, when late usage takes its allowance', () => {
    // 5 of 15 minutes were billed on demand; then a call of 10 minutes came that had gone before it
    const [first, second] = [useOf('c1', '2026-04-13T08:00', 10), useOf('c2', '2026-04-13T09:00', 15)]
    const tally = new ImpactTally({ ...compared(including(50), including(10)), waiting: new WaitingUses() })
    tally.add({ ...billedOn('2026-04-20'), uses: [first, second], late: new Set(['c1']) })
    expect(toldOf(tally.report())).toEqual([
      'national 0 -> 2500000',
      'c2',
      '0.000000 = 15 min of the 40 min left: 15 min, peak: 0 s at 0.25 per minute: 0.00',
      '2.500000 = peak: 15 min at 0.25 per minute: 3.75, already billed 1.640000: 2.500000'
    ])
  })

  it('is none when another rounding moves the line', () => {
    const whole = coastal.replace('round half up to 0.01', 'round up to 1.00')
    const usage = calls(MOBILE, 5)
    expect(told({ before: coastal, after: whole, usage })).toEqual(['mobile 1890000 -> 2000000', 'no use'])
  })
})
