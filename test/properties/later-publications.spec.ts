// Rules that are published later and keep a retroactive version price nothing anew from before their first day.
import fc from 'fast-check'
import { accountHistory, type InvoiceLine } from '@farthing/billing-core'
import { computeBill, type RuleBook, ruleBook } from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { dayOf, FACT_KINDS, factsOf, type RandomAccount, randomAccount, usageOf } from './random-account.ts'
import { reachingNames, reachingPlans } from './reaching-plans.ts'

const registry = await allPlugins()
const text = coastal + reachingPlans
const rules = rulesOf(text, registry)
const dearer = rulesOf(text.replaceAll('.00 per', '.77 per').replaceAll('per minute', 'per 30s'), registry)

/** After the last day on which a version of these rules comes into force. */
const later = fc.record({
  account: randomAccount(reachingNames, FACT_KINDS),
  published: fc.integer({ min: 205, max: 310 })
})

function linesOf(account: RandomAccount, book: RuleBook): readonly InvoiceLine[] {
  const history = accountHistory('a', factsOf(account))
  if (history === null) throw new Error('the account is open')
  const bill = computeBill({
    ...{ history, registry, ruleBook: book, usage: usageOf(account, rules).map(({ usage }) => usage) },
    ...{ carried: [], billed: [], billDate: dayOf(320), previousBillDate: null, since: null }
  })
  if (!bill.ok) throw new Error(`${bill.reason}: ${bill.detail}`)
  return bill.invoice?.lines ?? []
}

describe('a later publication', () => {
  it('leaves the days before it as they were, whatever reaches back there', () => {
    fc.assert(
      fc.property(later, ({ account, published }) => {
        const from = dayOf(published)
        const before = (book: RuleBook): string[] =>
          linesOf(account, book)
            .filter(({ until }) => Temporal.PlainDate.compare(until, from) < 0)
            .map(line => `${line.description} ${line.from}..${line.until} ${line.amount}`)
        const first = { from: null, rules }
        expect(before(ruleBook([first, { from, rules: dearer }]))).toEqual(before(ruleBook([first])))
      }),
      { numRuns: 60 }
    )
  })
})
