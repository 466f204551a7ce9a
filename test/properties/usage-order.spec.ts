// Usage may arrive in any order and be read in pages of any size, and what a bill charges for it is the sum of what its events cost.
import { accountHistory } from '@farthing/billing-core'
import type { Invoice } from '@farthing/billing-core'
import { containsDate, localDay } from '@farthing/billing-core/values'
import { OpenBill, ruleBook } from '@farthing/simulator'
import type { Bill, BillableUsage } from '@farthing/simulator'
import fc from 'fast-check'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { termPlans } from './term-plans.ts'
import { tierPlans } from './tier-plans.ts'
import { dayOf, FACT_KINDS, factsOf, midnight, randomAccount, usageOf, zone } from './random-account.ts'

const registry = await allPlugins()
/** Of `termPlans`, micro: what any 7 days of a subscription and any 20 of the account come to at most. */
const WEEKLY: Readonly<Record<string, readonly [number, number]>> = {
  weekly: [900_000, 1_500_000],
  'weekly-more': [1_200_000, 2_100_000]
}
const capped = randomAccount(Object.keys(WEEKLY), ['plan-changed', 'plan-changed', 'bill-day-changed']).map(life => {
  return { ...life, starts: [0, 0], calls: life.calls.map(call => ({ ...call, on: call.on % 60 })) }
})
const rules = rulesOf(coastal + termPlans + tierPlans, registry)
const account = randomAccount(
  ['rolling', 'own', 'weekly', 'talk-more', 'counted', 'monthly', 'daily', 'given-back'],
  FACT_KINDS
)
const lives = account.chain(life =>
  fc.tuple(fc.constant(life), fc.shuffledSubarray([...life.calls.keys()], { minLength: life.calls.length }))
)

/** `pages`: one after the other. */
function billOf(life: Parameters<typeof factsOf>[0], ...pages: readonly (readonly BillableUsage[])[]): Bill {
  const billDate = dayOf(400)
  const history = accountHistory(
    'a',
    factsOf(life).filter(({ known }) => Temporal.Instant.compare(known, midnight(billDate)) <= 0)
  )
  if (history === null) throw new Error('the account is open')
  const open = new OpenBill({
    ...{ history, ruleBook: ruleBook([{ from: null, rules }]), registry, billed: [], carried: [] },
    ...{ billDate, previousBillDate: null, since: null }
  })
  for (const usage of pages) open.take(usage)
  const bill = open.end()
  if (!bill.ok) throw new Error(`${bill.reason}: ${bill.detail}`)
  return bill
}

function charged(invoice: Invoice | null): bigint {
  const parts = (invoice?.lines ?? []).flatMap(line => line.parts).filter(({ type }) => type === 'usage')
  return parts.reduce((sum, { exact }) => sum + exact, 0n)
}

interface Charged {
  readonly subscription: string
  readonly day: Temporal.PlainDate
  readonly micro: number
}

/** Micro, on the day and those before it. */
function inDays(charged: readonly Charged[], day: Temporal.PlainDate, days: number): number {
  const counting = charged.filter(each => each.day.until(day).days < days)
  return counting.reduce((sum, { micro }) => sum + micro, 0)
}

function planOn(life: Parameters<typeof factsOf>[0], subscription: string, day: Temporal.PlainDate): string {
  const history = accountHistory('a', factsOf(life))
  const segments = history?.subscriptions.find(({ id }) => id === subscription)?.segments ?? []
  return segments.find(segment => containsDate(segment, day))?.plan ?? ''
}

describe('usage', () => {
  it('comes to the same in any order of arrival, its lines to the sum of its events, and to no credit', () => {
    fc.assert(
      fc.property(lives, ([life, order]) => {
        const usage = usageOf(life, rules).map(call => call.usage)
        const bill = billOf(life, usage)
        expect(
          billOf(
            life,
            order.flatMap(index => usage[index] ?? [])
          )
        ).toEqual(bill)
        const net = new Map(bill.usage.map(({ id, amount }) => [id, amount]))
        const events = usage.reduce((sum, { id, amount }) => sum + BigInt(net.get(id) ?? amount), 0n)
        expect(charged(bill.invoice)).toBe(events)
        expect(events).toBeGreaterThanOrEqual(0n)
      }),
      { numRuns: 100 }
    )
  })

  it('comes in so many days to what caps leave, however plans change and bills fall', () => {
    fc.assert(
      fc.property(capped, life => {
        const usage = usageOf(life, rules).map(call => call.usage)
        const net = new Map(billOf(life, usage).usage.map(({ id, amount }) => [id, amount]))
        const charged: Charged[] = []
        for (const use of usage.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))) {
          const day = localDay(use.startedAt, zone)
          const [own, all] = WEEKLY[planOn(life, use.subscription, day)] ?? [0, 0]
          const ofOwn = charged.filter(({ subscription }) => subscription === use.subscription)
          const left = Math.min(own - inDays(ofOwn, day, 7), all - inDays(charged, day, 20))
          const micro = Math.max(0, Math.min(use.amount, left))
          expect(net.get(use.id) ?? use.amount).toBe(micro)
          charged.push({ subscription: use.subscription, day, micro })
        }
      }),
      { numRuns: 100 }
    )
  })

  it('comes to the same in pages of any size', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 20 }), ([life], size) => {
        const usage = usageOf(life, rules).map(call => call.usage)
        const inOrder = usage.toSorted((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1))
        const pages = inOrder.flatMap((_, at) => (at % size === 0 ? [inOrder.slice(at, at + size)] : []))
        expect(billOf(life, ...pages)).toEqual(billOf(life, usage))
      }),
      { numRuns: 50 }
    )
  })
})
