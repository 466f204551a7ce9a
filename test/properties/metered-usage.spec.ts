// What uses cost while they last is, to the micro, what the bill says of them when they are over: whoever reports what first.
import { accountHistory } from '@farthing/billing-core'
import { type BillableUsage, computeBill, meterUsage, ruleBook, type UsageInput } from '@farthing/simulator'
import { tariffAt } from '@farthing/rules-language'
import fc from 'fast-check'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { dayOf, FACT_KINDS, factsOf, midnight, type RandomAccount, randomAccount, usageOf } from './random-account.ts'
import { termPlans } from './term-plans.ts'
import { tierPlans } from './tier-plans.ts'

const registry = await allPlugins()
/** Prices that change on a day, inside one file; with a setup, for what comes to less than a coin is on no bill. */
const datedPlan = `
plan dated "Dated" {
  tariff voice-dated
  include 3 min of voice
}
tariff voice-dated for voice {
  from 2026-01-01 until 2028-02-10
  rates {
    | setup | price           |
    | 0.10  | 0.20 per minute |
  }
}
tariff voice-dated for voice {
  from 2028-02-10
  rates {
    | setup | price           |
    | 0.10  | 0.17 per minute |
  }
}
`
const rules = rulesOf(coastal + termPlans + tierPlans + datedPlan, registry)
const account = randomAccount(
  ['rolling', 'own', 'weekly', 'talk-more', 'counted', 'monthly', 'daily', 'given-back', 'dated'],
  FACT_KINDS
)

interface Lives {
  readonly life: RandomAccount
  /** How many of the calls are over before. */
  readonly over: number
  /** Which of the others reports, and how much further it went, of 4 parts. */
  readonly reports: readonly { readonly who: number; readonly parts: number }[]
}

const lives: fc.Arbitrary<Lives> = fc.record({
  life: account,
  over: fc.nat({ max: 8 }),
  reports: fc.array(fc.record({ who: fc.nat({ max: 11 }), parts: fc.integer({ min: 1, max: 4 }) }), { maxLength: 30 })
})

describe('uses that last', () => {
  it('come to what the bill says, in whatever order they report', () => {
    fc.assert(
      fc.property(lives, ({ life, over, reports }) => {
        const calls = usageOf(life, rules).map(({ usage }) => usage)
        const [done, open] = [calls.slice(0, over), calls.slice(over)]
        const input = inputOf(life, done)
        const firstMs = Math.min(...open.map(({ startedAt }) => startedAt))
        const metered = meterUsage(input, new Map(), firstMs)
        if (!metered.ok) throw new Error(metered.detail)
        const { meter } = metered
        let charged = 0n
        const used = new Map<string, BillableUsage>()
        for (const { parts, who } of reports) {
          const call = open[who % Math.max(open.length, 1)]
          if (call === undefined) continue
          const next = upTo(call, Math.min(4, partsOf(call, used.get(call.id)) + parts))
          charged += meter.dearer(call.id, next)
          meter.keep(call.id, { used: next, granted: null, held: 0n })
          used.set(call.id, next)
        }
        expect(charged).toBe(usageCharged(inputOf(life, [...done, ...used.values()])) - usageCharged(input))
      }),
      { numRuns: 300 }
    )
  })

  it('leave nothing to the bill that pockets have paid', () => {
    fc.assert(
      fc.property(account, life => {
        const calls = usageOf(life, rules).map(({ usage }) => usage)
        const charged = usageCharged(inputOf(life, calls))
        const [first, ...others] = calls
        if (first === undefined) return
        const prepaid = { ...first, prepaid: Number(charged) }
        expect(usageCharged(inputOf(life, [prepaid, ...others]))).toBe(0n)
      }),
      { numRuns: 100 }
    )
  })
})

function partsOf({ quantity }: BillableUsage, used: BillableUsage | undefined): number {
  return used === undefined ? 0 : (used.quantity * 4) / quantity
}

/** A call as its tariff rates so many quarters of it. */
function upTo(call: BillableUsage, parts: number): BillableUsage {
  const quantity = (call.quantity / 4) * parts
  const rated = tariffAt(rules, call.tariff, call.startedAt)?.rate({ ...call, quantity })
  if (rated?.ok !== true) throw new Error('every call has a rate')
  return { ...call, quantity, billed: rated.billed, amount: rated.amount }
}

function inputOf(life: RandomAccount, usage: readonly BillableUsage[]): UsageInput {
  const billDate = dayOf(400)
  const known = factsOf(life).filter(each => Temporal.Instant.compare(each.known, midnight(billDate)) <= 0)
  const history = accountHistory('a', known)
  if (history === null) throw new Error('the account is open')
  const book = ruleBook([{ from: null, rules }])
  return { history, ruleBook: book, registry, usage, carried: [], billDate, since: null }
}

/** Micro. */
function usageCharged(input: UsageInput): bigint {
  const bill = computeBill({ ...input, billed: [], previousBillDate: null })
  if (!bill.ok) throw new Error(`${bill.reason}: ${bill.detail}`)
  const parts = (bill.invoice?.lines ?? []).flatMap(line => line.parts).filter(({ type }) => type === 'usage')
  return parts.reduce((sum, { exact }) => sum + exact, 0n)
}
