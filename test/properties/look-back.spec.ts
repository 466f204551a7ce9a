// A bill that looks back only as far as the news reaches says the same as one that looks back to the beginning.
import {
  accountHistory,
  type BilledCharge,
  dirtyFrom,
  type Fact,
  type Invoice,
  nextBillDate
} from '@farthing/billing-core'
import { type BillInput, computeBill, ruleBook } from '@farthing/simulator'
import fc from 'fast-check'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'

const registry = await allPlugins()
const book = ruleBook([{ from: null, rules: rulesOf(coastal, registry) }])
const opened = Temporal.PlainDate.from('2027-12-05')
const zone = 'Australia/Melbourne'
const plans = ['mobile-20', 'mobile-40', 'starter', 'landline', 'business', 'premium']

const dayOf = (offset: number): Temporal.PlainDate => opened.add({ days: offset })
const at = (date: Temporal.PlainDate): Temporal.Instant => date.toZonedDateTime(zone).toInstant()

interface Told {
  readonly day: number
  readonly delay: number
  readonly deed: 'change' | 'suspend' | 'terminate' | 'move' | 'item' | 'correct'
  readonly plan: string
  readonly number: number
}

const told: fc.Arbitrary<Told> = fc.record({
  day: fc.integer({ min: 1, max: 300 }),
  delay: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 120 })),
  deed: fc.constantFrom('change', 'change', 'suspend', 'terminate', 'move', 'item', 'correct'),
  plan: fc.constantFrom(...plans),
  number: fc.integer({ min: 1, max: 31 })
})

const start: Fact[] = [
  {
    id: 'f00',
    kind: 'account-opened',
    effective: opened,
    known: at(opened),
    supersedes: null,
    billDay: 31,
    zone,
    currency: 'AUD'
  },
  {
    id: 'f01',
    kind: 'subscribed',
    effective: opened,
    known: at(opened),
    supersedes: null,
    subscription: 's',
    as: 's',
    plan: 'mobile-20',
    identities: []
  }
]

function factOf({ day, delay, deed, plan, number }: Told, index: number, earlier: readonly Fact[]): Fact {
  const base = {
    id: `f${String(index + 2).padStart(2, '0')}`,
    effective: dayOf(day),
    known: at(dayOf(day + delay)),
    supersedes: null
  }
  if (deed === 'change') return { ...base, kind: 'plan-changed', subscription: 's', plan }
  if (deed === 'suspend') return { ...base, kind: number % 2 === 0 ? 'suspended' : 'resumed', subscription: 's' }
  if (deed === 'terminate') return { ...base, kind: 'terminated', subscription: 's' }
  if (deed === 'move') return { ...base, kind: 'bill-day-changed', billDay: number }
  if (deed === 'item') {
    const amount = BigInt(number - 16) * 1_234_567n
    return { ...base, kind: 'item', amount, description: 'item', category: 'item', subscription: null }
  }
  const corrected = earlier[2 + (number % Math.max(1, earlier.length - 2))]
  if (corrected === undefined || corrected.supersedes !== null)
    return { ...base, kind: 'item', amount: 1n, description: 'item', category: 'item', subscription: null }
  const known = Temporal.Instant.compare(corrected.known, base.known) > 0 ? corrected.known : base.known
  return { ...base, known, kind: 'withdrawn', supersedes: corrected.id }
}

function linesOf(invoice: Invoice | null): string[] {
  return (invoice?.lines ?? []).map(({ description, from, until, amount, corrects }) => {
    return `${description} ${from.toString()}..${until.toString()} ${amount} ${JSON.stringify(corrects)}`
  })
}

function charged(invoice: Invoice | null, number: string): BilledCharge[] {
  return (invoice?.lines ?? []).flatMap(({ line, parts }) => {
    return parts.map(part => ({ ...part, invoice: number, line, correction: part.corrects !== null }))
  })
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate | null): Temporal.PlainDate {
  return b !== null && Temporal.PlainDate.compare(b, a) < 0 ? b : a
}

/** What of it the bill run would have loaded. */
function near(billed: readonly BilledCharge[], since: Temporal.PlainDate | null): readonly BilledCharge[] {
  return since === null
    ? billed
    : billed.filter(({ periodUntil }) => Temporal.PlainDate.compare(periodUntil, since) >= 0)
}

describe('the look-back of a bill', () => {
  it('finds every difference, whatever was changed, moved, ended, corrected or told late', () => {
    fc.assert(
      fc.property(fc.uniqueArray(told, { selector: ({ day }) => day, maxLength: 10 }), given => {
        const facts = [...start]
        for (const [index, each] of given.entries()) facts.push(factOf(each, index, facts))
        let billed: BilledCharge[] = []
        let last: Temporal.PlainDate | null = null
        let billDate = nextBillDate(31, opened)
        for (let month = 0; month < 13; month += 1) {
          const knownAt = at(billDate)
          const known = facts.filter(fact => Temporal.Instant.compare(fact.known, knownAt) <= 0)
          const history = accountHistory('a', known)
          if (history === null) throw new Error('the account was opened')
          const since = last === null ? null : earlier(last.add({ days: 1 }), dirtyFrom(known, at(last)))
          const shared: Omit<BillInput, 'since' | 'billed'> = {
            history,
            ruleBook: book,
            registry,
            usage: [],
            carried: [],
            billDate,
            previousBillDate: last
          }
          const full = computeBill({ ...shared, since: null, billed })
          const bounded = computeBill({ ...shared, since, billed: near(billed, since) })
          if (!full.ok || !bounded.ok) throw new Error(`parked: ${JSON.stringify([full, bounded])}`)
          expect(linesOf(bounded.invoice)).toEqual(linesOf(full.invoice))
          billed = [...billed, ...charged(full.invoice, `i${String(month).padStart(2, '0')}`)]
          last = billDate
          billDate = nextBillDate(history.billDays.at(-1)?.billDay ?? 31, billDate)
        }
      }),
      { numRuns: 150 }
    )
  }, 60_000)
})
