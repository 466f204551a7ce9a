// Rent against a calculator that knows nothing but days: it walks the calendar one day at a time and counts.
import fc from 'fast-check'
import { accountHistory } from '@farthing/billing-core'
import type { Fact } from '@farthing/billing-core'
import { computeBill, ruleBook } from '@farthing/simulator'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { dayOf, factsOf, randomAccount } from './random-account.ts'

type Day = Temporal.PlainDate

interface Rent {
  /** Micro. */
  readonly price: bigint
  readonly months?: number
  readonly days?: number
  readonly arrears?: boolean
  readonly fromStart?: boolean
}

const rents: Readonly<Record<string, { readonly text: string; readonly rent: Rent }>> = {
  monthly: { text: 'rent 39.90 per month', rent: { price: 39_900_000n, months: 1 } },
  after: { text: 'rent 31.00 per month in arrears', rent: { price: 31_000_000n, months: 1, arrears: true } },
  quarterly: { text: 'rent 89.99 per quarter', rent: { price: 89_990_000n, months: 3 } },
  weekly: { text: 'rent 7.05 per week', rent: { price: 7_050_000n, days: 7 } },
  tenth: { text: 'rent 10.00 per 10 days in arrears', rent: { price: 10_000_000n, days: 10, arrears: true } },
  yearly: {
    text: 'rent 100.00 per year from the day of subscription',
    rent: { price: 100_000_000n, months: 12, fromStart: true }
  }
}

const registry = await allPlugins()
const plans = Object.entries(rents).map(([name, { text }]) => `plan ${name} "${name}" { ${text} }`)
const operator = 'operator "Paper" { currency AUD; time zone "Australia/Melbourne"; country 61; round half up to 0.01 }'
const rules = rulesOf([operator, ...plans].join('\n'), registry)

const KINDS = ['plan-changed', 'plan-changed', 'suspended', 'resumed', 'terminated', 'bill-day-changed']
const accounts = randomAccount(Object.keys(rents), KINDS)

const openings: ReadonlySet<string> = new Set(['account-opened', 'subscribed'])

/** The last of the facts that hold on a day: by day, then by when it became known, then by id. */
function lastOn<F extends Fact>(facts: readonly F[], day: Day): F | undefined {
  const told = (fact: F): string => `${fact.effective} ${openings.has(fact.kind) ? 0 : 1} ${fact.known} ${fact.id}`
  return facts
    .filter(({ effective }) => Temporal.PlainDate.compare(effective, day) <= 0)
    .toSorted((a, b) => (told(a) < told(b) ? -1 : 1))
    .at(-1)
}

const months = (day: Day): number => day.year * 12 + day.month

/** Whether a period begins on the day. */
function begins(rent: Rent, anchor: Day, billDay: number, day: Day): boolean {
  if (rent.days !== undefined) return anchor.until(day).days % rent.days === 0
  return day.day === Math.min(billDay, day.daysInMonth) && (months(day) - months(anchor)) % (rent.months ?? 1) === 0
}

interface Piece {
  readonly plan: string
  readonly rent: Rent
  /** What tells charges apart that are rounded apart: the plan, the full period, the bill day that held. */
  readonly charge: string
  readonly wish: Wish
  readonly first: Day
  /** Days of the full period, and its end. */
  readonly of: number
  readonly until: Day
  days: number
}

/** The wish for a bill day that holds on a day, and since when. */
interface Wish {
  readonly billDay: number
  readonly since: string
}

function wishesOf(facts: readonly Fact[], days: readonly Day[]): Wish[] {
  const told = facts.filter(fact => fact.kind === 'account-opened' || fact.kind === 'bill-day-changed')
  let wish: Wish = { billDay: 0, since: '' }
  return days.map(day => {
    const billDay = lastOn(told, day)?.billDay ?? 0
    if (billDay !== wish.billDay) wish = { billDay, since: day.toString() }
    return wish
  })
}

/** The days of a subscription, put together where neighbours share a plan, a period and a bill day. */
function piecesOf(
  facts: readonly Fact[],
  subscription: string,
  days: readonly Day[],
  wishes: readonly Wish[]
): Piece[] {
  const own = facts.filter(fact => 'subscription' in fact && fact.subscription === subscription)
  const start = own.find(fact => fact.kind === 'subscribed')?.effective
  const held = own.filter(fact => fact.kind === 'subscribed' || fact.kind === 'plan-changed')
  const ends = own.filter(fact => fact.kind === 'terminated').map(({ effective }) => effective.toString())
  const end = ends.filter(day => start !== undefined && day >= start.toString()).toSorted()[0]
  const pieces: Piece[] = []
  for (const [index, day] of days.entries()) {
    if (start === undefined || Temporal.PlainDate.compare(day, start) < 0) continue
    if (end !== undefined && day.toString() >= end) break
    const [plan, wish] = [lastOn(held, day)?.plan ?? '', wishes[index]]
    const last = pieces.at(-1)
    if (last?.plan === plan && last.wish === wish && Temporal.PlainDate.compare(day, last.until) < 0) last.days += 1
    else if (wish !== undefined) pieces.push({ plan, wish, ...periodOn(plan, wish, start, day), first: day, days: 1 })
  }
  return pieces
}

function periodOn(plan: string, wish: Wish, start: Day, day: Day): Pick<Piece, 'rent' | 'charge' | 'of' | 'until'> {
  const rent = rents[plan]?.rent
  if (rent === undefined) throw new Error('every plan has a rent')
  const [anchor, billDay] = rent.fromStart ? [start, start.day] : [dayOf(0), wish.billDay]
  let [from, until] = [day, day.add({ days: 1 })]
  while (!begins(rent, anchor, billDay, from)) from = from.subtract({ days: 1 })
  while (!begins(rent, anchor, billDay, until)) until = until.add({ days: 1 })
  const charge = `${plan} ${from} ${until} ${rent.fromStart ? '' : wish.since}`
  return { rent, charge, of: from.until(until).days, until }
}

/** The anniversary knows no bill day: pieces that only a wish divides are one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = []
  for (const piece of pieces) {
    const last = found.at(-1)
    if (last?.charge === piece.charge && last.first.add({ days: last.days }).equals(piece.first))
      last.days += piece.days
    else found.push({ ...piece })
  }
  return found
}

const halfUp = (numerator: bigint, denominator: bigint): bigint => (2n * numerator + denominator) / (2n * denominator)

/** Micro per subscription and plan, rounded to cents charge by charge. */
function onPaper(facts: readonly Fact[], through: Day): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  const days = Array.from({ length: dayOf(0).until(through).days + 370 }, (_, index) => dayOf(index))
  const wishes = wishesOf(facts, days)
  for (const subscription of ['s1', 's2']) {
    const due = joined(piecesOf(facts, subscription, days, wishes)).filter(
      ({ days, first, rent }) =>
        Temporal.PlainDate.compare(rent.arrears === true ? first.add({ days }) : first, through) <= 0
    )
    for (const pieces of Map.groupBy(due, ({ charge }) => charge).values()) {
      const exact = pieces.reduce((sum, { days, of, rent }) => sum + halfUp(rent.price * BigInt(days), BigInt(of)), 0n)
      const name = `${subscription} ${pieces[0]?.plan}`
      sums[name] = (sums[name] ?? 0n) + halfUp(exact, 10_000n) * 10_000n
    }
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}

describe('rent', () => {
  it('is what counting days on paper gives, whatever changed', () => {
    fc.assert(
      fc.property(accounts, fc.integer({ min: 0, max: 400 }), (account, offset) => {
        const [facts, through] = [factsOf(account), dayOf(offset)]
        const history = accountHistory('a', facts)
        if (history === null) throw new Error('the account is open')
        const bill = computeBill({
          ...{ history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage: [], carried: [], billed: [] },
          ...{ billDate: through, previousBillDate: null, since: null }
        })
        if (!bill.ok) throw new Error(bill.detail)
        const sums: Record<string, bigint> = {}
        for (const { amount, description, subscription } of bill.invoice?.lines ?? []) {
          const name = `${subscription} ${description}`
          sums[name] = (sums[name] ?? 0n) + amount
        }
        expect(sums).toEqual(onPaper(facts, through))
      }),
      { numRuns: 25 }
    )
  })
})
