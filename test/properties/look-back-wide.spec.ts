// The same for everything that reaches back: late calls, prices published late, moved starts, bonds, every kind of rent.
import fc from 'fast-check'
import { accountHistory, dirtyFrom } from '@farthing/billing-core'
import type { AccountHistory, BilledCharge, Fact, Invoice } from '@farthing/billing-core'
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import {
  billedFrom,
  type CarriedUsage,
  changedClaims,
  computeBill,
  type RuleBook,
  ruleBook,
  usageWindow
} from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { committedNames, committedPlans } from './committed-plans.ts'
import { reachingNames, reachingPlans } from './reaching-plans.ts'
import { tierPlans } from './tier-plans.ts'
import { dayOf, FACT_KINDS, factsOf, midnight, randomAccount, usageOf, zone } from './random-account.ts'
import type { KnownUsage } from './random-account.ts'

const registry = await allPlugins()
const more = `
tariff texts for sms { rates {
  | price        |
  | 0.10 per sms |
} }
plan fortnight "Fortnight" { rent 14.00 per 2 weeks in arrears, prorated by second }
plan whole "Whole" { rent 30.00 per month, full period; setup 7.00 }
plan later "Later" { rent 31.00 per month, not prorated }
plan thirty "Thirty" {
  rent 30.00 per quarter in arrears, prorated by day of 30
  rent 1.00 per day
  bond 50.00 { refund after 2 on-time payments }
}
plan rolling "Rolling" {
  rent 9.00 per month
  tariff voice-standard
  include 4 min of voice, roll over 2 cycles, share with account
  include 3 min of voice to mobile, roll over 1 cycle
  include 2 min of voice per 9 days
  when voice runs out: 0.50 per started 3 min, at most 2 times
  cap voice at 1.00 per day
  cap voice, sms at 1.60 per 40 days
  cap voice at 2.50 per cycle shared with account
  offer "After" {
    after 5 min of voice in the cycle
    voice is 30% off
  }
}
plan lasting "Lasting" {
  tariff voice-standard
  include 12 min of voice, prorated by day, expires after 45 days
  include 2 min of voice to national per 40 days, share with account
  include 1 min of voice per day
  when voice runs out: 0.30 per started 2 min, at most 1 time, then free
  cap voice at 1.50 per cycle
  cap voice at 1.80 per 40 days
  cap all usage at 2.00 per 20 days shared with account
  offer "Free days" {
    on monday, tuesday
    voice is free
  }
}
`
const names = ['mobile-20', 'landline', 'business', 'anniversary', 'talk', 'talk-more', 'premium', 'starter']
const counting = ['counted', 'counted', 'monthly', 'monthly', 'daily', 'daily', 'given-back', 'given-back']
const plans = [
  ...names,
  ...counting,
  'fortnight',
  'whole',
  'later',
  'thirty',
  'rolling',
  'rolling',
  'lasting',
  'lasting',
  ...reachingNames,
  ...committedNames,
  ...committedNames
]
const text = coastal + more + tierPlans + reachingPlans + committedPlans
const rules = rulesOf(text, registry)
/** Dearer, and business pays monthly from now on. */
const newer = rulesOf(text.replace('90.00 per quarter', '31.00 per month').replaceAll('.00 per', '.77 per'), registry)
/** What held retroactively does so no longer. */
const withdrawn = rulesOf(text.replaceAll(/ {2}holds retroactively from .*\n/g, ''), registry)

const lives = fc.record({
  account: randomAccount(plans, FACT_KINDS),
  bills: fc.uniqueArray(fc.integer({ min: 1, max: 320 }), { minLength: 2, maxLength: 12 }),
  published: fc.array(
    fc.record({
      ...{ on: fc.integer({ min: 0, max: 300 }), delay: fc.integer({ min: 0, max: 100 }) },
      rules: fc.constantFrom(newer, withdrawn, rules)
    }),
    { minLength: 1, maxLength: 3 }
  )
})

type Life = typeof lives extends fc.Arbitrary<infer L> ? L : never
type Day = Temporal.PlainDate

interface News {
  readonly from: Day
  readonly known: Temporal.Instant
  readonly rules: typeof rules
}

interface LastBill {
  readonly day: Day
  readonly book: RuleBook
  readonly knownAt: Temporal.Instant
}

const isUpTo = (at: Temporal.Instant, knownAt: Temporal.Instant): boolean => Temporal.Instant.compare(at, knownAt) <= 0

/** Every bill's lines, one after the other. */
function billsOf(life: Life, looksBack: boolean): string[] {
  const { account, bills, published } = life
  const [facts, calls] = [factsOf(account), usageOf(account, rules)]
  const news = published
    .map(({ delay, on, rules: told }): News => ({ from: dayOf(on), known: midnight(dayOf(on + delay)), rules: told }))
    .toSorted((a, b) => Temporal.Instant.compare(a.known, b.known))
  const billed: BilledCharge[] = []
  const said: string[] = []
  let last: LastBill | null = null
  let carried: readonly CarriedUsage[] = []
  for (const offset of bills.toSorted((a, b) => a - b)) {
    const [day, knownAt]: [Day, Temporal.Instant] = [dayOf(offset), midnight(dayOf(offset))]
    const known = facts.filter(fact => isUpTo(fact.known, knownAt))
    const history = accountHistory('a', known)
    if (history === null) throw new Error('the account is open')
    const usage = calls.filter(call => isUpTo(call.known, knownAt))
    const publications = news.filter(each => isUpTo(each.known, knownAt))
    const book = ruleBook([{ from: null, rules }, ...publications])
    const told = { day, history, facts: known, usage, publications, book }
    const since = looksBack && last !== null ? lookBack(last, told) : null
    const wanted = billedFrom(since, history, { registry, ruleBook: book })
    const bill = computeBill({
      history,
      ruleBook: book,
      registry,
      usage: usageFrom(usage, history, since, carried),
      carried,
      billed: billed.filter(
        ({ periodUntil }) => wanted === null || Temporal.PlainDate.compare(periodUntil, wanted) >= 0
      ),
      billDate: day,
      previousBillDate: last?.day ?? null,
      since
    })
    if (!bill.ok) throw new Error(`${bill.reason}: ${bill.detail}`)
    said.push(`bill ${day}`, ...(bill.invoice?.lines ?? []).map(lineText))
    if (bill.invoice !== null) billed.push(...billedBy(bill.invoice))
    last = { day, knownAt, book }
    carried = bill.carried
  }
  return said
}

interface Told {
  readonly day: Day
  readonly history: AccountHistory
  readonly facts: readonly Fact[]
  readonly usage: readonly KnownUsage[]
  readonly publications: readonly News[]
  readonly book: RuleBook
}

/** As a bill run does it: the day after the last bill, or the earliest day that became known since. */
function lookBack(last: LastBill, { book, day, facts, history, publications, usage }: Told): Day {
  const late = usage.filter(
    ({ known, usage: { startedAt } }) => !isUpTo(known, last.knownAt) && startedAt < startOfDayMs(last.day, zone)
  )
  const news = publications.filter(({ known }) => !isUpTo(known, last.knownAt))
  const claims = changedClaims(history, { book: last.book, billDate: last.day }, { book, billDate: day })
  const touched = dirtyFrom(facts, last.knownAt)
  const days = [
    last.day.add({ days: 1 }),
    ...(touched === null ? [] : [touched]),
    ...late.map(({ usage: { startedAt } }) => localDay(startedAt, zone)),
    ...news.map(({ from }) => from),
    ...claims.map(({ from }) => from)
  ]
  return days.reduce((a, b) => (Temporal.PlainDate.compare(a, b) <= 0 ? a : b))
}

/** As a bill run loads it. */
function usageFrom(
  usage: readonly KnownUsage[],
  history: AccountHistory,
  since: Day | null,
  carried: readonly CarriedUsage[]
) {
  const { from } = usageWindow(history, since, carried)
  const all = usage.map(call => call.usage)
  return from === null ? all : all.filter(({ startedAt }) => startedAt >= startOfDayMs(from, zone))
}

function lineText({ amount, from, parts, until }: Invoice['lines'][number]): string {
  const keys = parts.map(({ key }) => key).toSorted()
  return `${keys.join(' & ')} ${from}..${until} ${amount}`
}

function billedBy({ billDate, lines }: Invoice): BilledCharge[] {
  return lines.flatMap(({ line, parts }) =>
    parts.map(({ corrects, exact: _exact, ...part }) => {
      return { ...part, invoice: billDate.toString(), line, correction: corrects !== null }
    })
  )
}

describe('looking back for late calls, late prices and moved starts', () => {
  it('gives the bills that looking back to the beginning gives', () => {
    fc.assert(
      fc.property(lives, life => {
        expect(billsOf(life, true)).toEqual(billsOf(life, false))
      }),
      { numRuns: 50 }
    )
  })
})
