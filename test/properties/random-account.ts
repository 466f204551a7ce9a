// Accounts to whom anything happens, told late, corrected and taken back, with calls that arrive late: for properties of bills.
import fc from 'fast-check'
import type { Fact } from '@farthing/billing-core'
import { tariffAt } from '@farthing/rules-language'
import type { RuleSet } from '@farthing/rules-language'
import type { BillableUsage } from '@farthing/simulator'

export const zone = 'Australia/Melbourne'

const first = Temporal.PlainDate.from('2027-11-20')
export const dayOf = (offset: number): Temporal.PlainDate => first.add({ days: offset })
export const midnight = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(zone).toInstant()

/** Days are counted from the account's first; `delay` is how long after its day a thing becomes known. */
interface Happening {
  readonly kind: string
  readonly subscription: string
  readonly on: number
  readonly delay: number
  readonly plan: string
  readonly size: number
}

export interface RandomAccount {
  readonly billDay: number
  readonly starts: readonly number[]
  readonly plans: readonly string[]
  readonly happenings: readonly Happening[]
  readonly calls: readonly { subscription: string; on: number; delay: number; seconds: number }[]
}

export const FACT_KINDS = [
  ...['plan-changed', 'plan-changed', 'suspended', 'resumed', 'terminated', 'item', 'bill-day-changed'],
  ...['invoice-settled', 'invoice-settled', 'withdrawn', 'subscribed', 'moved']
]

const delayed = (most: number): fc.Arbitrary<number> => fc.oneof(fc.constant(0), fc.integer({ min: 0, max: most }))
const subscription = fc.constantFrom('s1', 's2')

export function randomAccount(plans: readonly string[], kinds: readonly string[]): fc.Arbitrary<RandomAccount> {
  const plan = fc.constantFrom(...plans)
  const on = fc.integer({ min: 0, max: 300 })
  const happening = fc.record({
    kind: fc.constantFrom(...kinds),
    subscription,
    on,
    delay: delayed(200),
    plan,
    size: fc.integer({ min: 1, max: 31 })
  })
  const call = fc.record({ subscription, on, delay: delayed(100), seconds: fc.integer({ min: 1, max: 900 }) })
  return fc.record({
    billDay: fc.integer({ min: 1, max: 31 }),
    starts: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 90 })),
    plans: fc.tuple(plan, plan),
    happenings: fc.array(happening, { maxLength: 12 }),
    calls: fc.array(call, { maxLength: 12 })
  })
}

interface Base {
  readonly id: string
  readonly effective: Temporal.PlainDate
  readonly known: Temporal.Instant
  readonly supersedes: string | null
}

const base = (id: string, on: number, delay: number): Base => ({
  id,
  effective: dayOf(on),
  known: midnight(dayOf(on + delay)),
  supersedes: null
})

export function factsOf({ billDay, happenings, plans, starts }: RandomAccount): Fact[] {
  const facts: Fact[] = [{ ...base('opened', 0, 0), kind: 'account-opened', billDay, zone, currency: 'AUD' }]
  for (const [index, on] of starts.entries()) facts.push(started(base(`s${index + 1}`, on, 0), plans[index] ?? ''))
  for (const [index, happening] of happenings.entries()) {
    const id = `f${String(index).padStart(2, '0')}`
    const before = facts[(happening.size % (facts.length - 1)) + 1]
    const fact =
      happening.kind === 'subscribed'
        ? restarted(id, happening, starts[0] ?? 0)
        : (correction(id, happening, before) ?? news(base(id, happening.on, happening.delay), happening))
    if (fact !== null) facts.push(fact)
  }
  return facts
}

function started(told: Base, plan: string, name = told.id): Fact {
  return { ...told, kind: 'subscribed', subscription: name, as: name, plan, identities: [] }
}

/** The first subscription began on another day than was told. */
function restarted(id: string, { delay, plan, size }: Happening, start: number): Fact {
  return started({ ...base(id, start + size, delay + 30), supersedes: 's1' }, plan, 's1')
}

/** Takes an earlier fact back or moves it to another day; undefined when the happening is news. */
function correction(id: string, { delay, kind, on }: Happening, before: Fact | undefined): Fact | null | undefined {
  if (kind !== 'withdrawn' && kind !== 'moved') return undefined
  if (before === undefined || before.kind === 'account-opened' || before.kind === 'subscribed') return null
  const told = { id, known: before.known.add({ hours: 24 * (1 + delay) }), supersedes: before.id }
  return kind === 'withdrawn' || before.kind === 'withdrawn'
    ? { ...told, effective: before.effective, kind: 'withdrawn' }
    : { ...before, ...told, effective: dayOf(on) }
}

function news(told: Base, { kind, on, plan, size, subscription: whose }: Happening): Fact {
  switch (kind) {
    case 'plan-changed':
      return { ...told, kind, subscription: whose, plan }
    case 'item':
      return {
        ...told,
        kind,
        amount: BigInt(size) * 10_000n,
        description: 'item',
        category: 'item',
        subscription: null
      }
    case 'bill-day-changed':
      return { ...told, kind, billDay: size }
    case 'invoice-settled':
      return { ...told, kind, invoice: told.id, due: dayOf(on + size - 20), settled: told.effective }
    default:
      return { ...told, kind: kind as 'suspended', subscription: whose }
  }
}

export interface KnownUsage {
  readonly known: Temporal.Instant
  readonly usage: BillableUsage
}

/** The calls, rated on arrival by `voice-standard`; a call is attributed once its subscription is known. */
export function usageOf({ calls, starts }: RandomAccount, rules: RuleSet): KnownUsage[] {
  const tariff = tariffAt(rules, 'voice-standard', midnight(first).epochMilliseconds)
  return calls.map(({ delay, on, seconds, subscription: whose }, index) => {
    const event = {
      startedAt: midnight(dayOf(on)).epochMilliseconds + 36e6,
      quantity: seconds * 1000,
      to: '61293334444',
      from: '',
      value: null
    }
    const rated = tariff?.rate(event)
    if (tariff === undefined || rated?.ok !== true) throw new Error('every call has a rate')
    const { amount, billed, zone: called } = rated
    const priced = { service: 'voice', zone: called, billed, amount, tariff: tariff.name, version: rules.version }
    const start = starts[whose === 's1' ? 0 : 1] ?? 0
    return {
      known: midnight(dayOf(Math.max(on + delay, start))),
      usage: { ...event, ...priced, id: `u${index}`, subscription: whose }
    }
  })
}
