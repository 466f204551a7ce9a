// Every bill day x month x leap year or not x 40 zones x advance or arrears x change on each day of the cycle, against counting days.
// A normal run tries one case of many, spread over all of them; FARTHING_GRID=1 tries each.
import { accountHistory } from '@farthing/billing-core'
import type { Fact } from '@farthing/billing-core'
import { FORTY_ZONES } from '../../libs/billing-core/src/values/forty-zones.ts'
import { computeBill, ruleBook } from '@farthing/simulator'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

type Day = Temporal.PlainDate

const registry = await allPlugins()
const rules = rulesOf(
  `operator "Grid" { currency AUD; time zone "UTC"; country 61; round half up to 0.01 }
plan advance "advance" { rent 39.90 per month }
plan advance-next "advance-next" { rent 61.07 per month }
plan arrears "arrears" { rent 39.90 per month in arrears }
plan arrears-next "arrears-next" { rent 61.07 per month in arrears }
plan seconds "seconds" { rent 39.90 per month, prorated by second }
plan seconds-next "seconds-next" { rent 61.07 per month, prorated by second }
`,
  registry
)
const CENTS: Readonly<Record<string, bigint>> = { first: 3990n, next: 6107n }
const KINDS = ['advance', 'arrears', 'seconds'] as const
const YEARS = [2027, 2028] as const

interface Case {
  readonly billDay: number
  readonly month: number
  readonly year: number
  readonly zone: string
  readonly kind: (typeof KINDS)[number]
  /** Days from the first of the cycle to the change; none where the cycle is shorter. */
  readonly change: number
}

/** A number to a case, the fastest wheel last. */
function caseOf(number: number): Case {
  let rest = number
  const turn = (size: number): number => {
    const at = rest % size
    rest = Math.floor(rest / size)
    return at
  }
  return {
    change: turn(31),
    kind: KINDS[turn(KINDS.length)] ?? 'advance',
    zone: FORTY_ZONES[turn(FORTY_ZONES.length)] ?? 'UTC',
    billDay: turn(31) + 1,
    month: turn(12) + 1,
    year: YEARS[turn(YEARS.length)] ?? 2027
  }
}

const CASES = 31 * KINDS.length * FORTY_ZONES.length * 31 * 12 * YEARS.length
/** A prime, so that no wheel stands still. */
const STRIDE = process.env['FARTHING_GRID'] === undefined ? 151 : 1

const begins = (day: Day, billDay: number): boolean => day.day === Math.min(billDay, day.daysInMonth)

/** The days of the cycle that begins in the month, one after the other. */
function cycleOf({ billDay, month, year }: Case): Day[] {
  let day = Temporal.PlainDate.from({ year, month, day: 1 })
  while (!begins(day, billDay)) day = day.add({ days: 1 })
  const days = [day]
  for (day = day.add({ days: 1 }); !begins(day, billDay); day = day.add({ days: 1 })) days.push(day)
  return days
}

const secondsOf = (day: Day, zone: string): bigint => {
  const at = (each: Day): number => each.toZonedDateTime(zone).epochMilliseconds
  return BigInt((at(day.add({ days: 1 })) - at(day)) / 1000)
}

/** Cents, half up, of the days before the change and of those from it on. */
function onPaper({ change, kind, zone }: Case, days: readonly Day[]): readonly [bigint, bigint] {
  const sizes = days.map(day => (kind === 'seconds' ? secondsOf(day, zone) : 1n))
  const sum = (some: readonly bigint[]): bigint => some.reduce((all, one) => all + one, 0n)
  const whole = sum(sizes)
  const share = (price: bigint, part: bigint): bigint => {
    const micro = (2n * price * 10_000n * part + whole) / (2n * whole)
    return (micro + 5_000n) / 10_000n
  }
  return [
    share(CENTS['first'] ?? 0n, sum(sizes.slice(0, change))),
    share(CENTS['next'] ?? 0n, sum(sizes.slice(change)))
  ]
}

function billed({ billDay, change, kind, zone }: Case, days: readonly Day[]): readonly [bigint, bigint] {
  const [first, changed, last] = [days[0], days[change], days.at(-1)]
  if (first === undefined || changed === undefined || last === undefined) throw new Error('a cycle has days')
  const base = (id: string, effective: Day) => ({
    ...{ id, effective, supersedes: null },
    known: effective.toZonedDateTime(zone).toInstant()
  })
  const facts: Fact[] = [
    { ...base('a', first), kind: 'account-opened', billDay, zone, currency: 'AUD' },
    { ...base('b', first), kind: 'subscribed', subscription: 's', as: 's', plan: kind, identities: [] },
    { ...base('c', changed), kind: 'plan-changed', subscription: 's', plan: `${kind}-next` }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is open')
  const bill = computeBill({
    ...{ history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage: [], carried: [], billed: [] },
    ...{ billDate: last.add({ days: 1 }), previousBillDate: null, since: null }
  })
  if (!bill.ok) throw new Error(bill.detail)
  const lines = (bill.invoice?.lines ?? []).filter(line => Temporal.PlainDate.compare(line.from, last) <= 0)
  const of = (name: string): bigint =>
    lines.reduce((sum, line) => (line.description === name ? sum + line.amount / 10_000n : sum), 0n)
  return [of(kind), of(`${kind}-next`)]
}

describe('a month of rent with a change in it', () => {
  it('is what counting its days gives, for every bill day, month, zone and day of the change', () => {
    const wrong: object[] = []
    let tried = 0
    for (let number = 0; number < CASES; number += STRIDE) {
      const one = caseOf(number)
      const days = cycleOf(one)
      if (one.change >= days.length) continue
      tried++
      const [got, paper] = [billed(one, days), onPaper(one, days)]
      if (got[0] !== paper[0] || got[1] !== paper[1]) wrong.push({ ...one, got, paper })
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect(tried).toBeGreaterThan(5000)
  })
})
