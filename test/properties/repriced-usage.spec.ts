// What re-rating gives usage as its price: bills do not see the difference, and nothing moves that was not to be looked at.
import fc from 'fast-check'
import { accountHistory, type AccountHistory } from '@farthing/billing-core'
import type { RuleSet } from '@farthing/rules-language'
import {
  AccountRepricer,
  affectedSpans,
  type BillableUsage,
  computeBill,
  type RuleBooks,
  ruleBooks,
  sinceWhen
} from '@farthing/simulator'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { dayOf, FACT_KINDS, factsOf, type RandomAccount, randomAccount, usageOf } from './random-account.ts'
import { reachingNames, reachingPlans } from './reaching-plans.ts'

const registry = await allPlugins()
const text = coastal + reachingPlans
const rules = rulesOf(text, registry)
/** What operators change: every price, one price, a plan's tariff, when it has usage priced, something else. */
const changes = [
  text.replaceAll('per minute', 'per 30s'),
  text.replace('0.17 per minute', '0.19 per minute'),
  text.replaceAll('tariff voice-standard\n', 'tariff voice-moving\n'),
  text.replaceAll('tariff voice-standard\n', 'tariff voice-standard\n  rate at billing\n'),
  text.replaceAll('tariff voice-standard\n', 'tariff voice-moving\n  rate at billing\n'),
  text.replaceAll('.00 per month', '.50 per month')
].map(changed => rulesOf(changed, registry))

const billDate = dayOf(320)
const story = fc.record({
  account: randomAccount(reachingNames, FACT_KINDS),
  change: fc.constantFrom(...changes),
  from: fc.integer({ min: 0, max: 310 })
})

interface Used {
  readonly usage: BillableUsage
  readonly tariffSince: string
  readonly plan: string
}

function historyOf(account: RandomAccount): AccountHistory {
  const history = accountHistory('a', factsOf(account))
  if (history === null) throw new Error('the account is open')
  return history
}

/** As re-rating leaves it; what cannot be rated stays as it is. */
function repriced(account: RandomAccount, books: RuleBooks, usage: readonly BillableUsage[]): Used[] {
  const repricer = new AccountRepricer(historyOf(account), { books, registry, billDate })
  return usage.map(use => {
    const found = repricer.price(use)
    if (!found.ok) return { usage: use, tariffSince: '', plan: '' }
    const { rated, rules: of, tariff } = found
    const { amount, billed, zone } = rated
    const now = { ...use, amount, billed, zone, tariff: tariff.name, version: of.version }
    return { usage: now, plan: found.plan ?? '', tariffSince: sinceWhen({ rules: of, tariff }, use.startedAt) }
  })
}

function billOf(account: RandomAccount, books: RuleBooks, usage: readonly BillableUsage[]): unknown {
  const bill = computeBill({
    ...{ history: historyOf(account), registry, ruleBook: books.own, usage },
    ...{ carried: [], billed: [], billDate, previousBillDate: null, since: null }
  })
  if (!bill.ok) return bill.detail
  return bill.invoice?.lines.map(({ amount, description, explanation, from, until }) => {
    return { amount, description, explanation, from: `${from}`, until: `${until}` }
  })
}

const published = (change: RuleSet, from: number): RuleBooks =>
  ruleBooks([
    { from: null, rules },
    { from: dayOf(from), rules: change }
  ])

describe('usage with the price of now', () => {
  it('makes the bill that usage makes with the price of arrival', () => {
    fc.assert(
      fc.property(story, ({ account, change, from }) => {
        const book = published(change, from)
        const arrived = usageOf(account, rules).map(({ usage }) => usage)
        const known = new Set(historyOf(account).subscriptions.map(({ id }) => id))
        // what arrived for nobody parks its account either way
        const own = arrived.filter(({ subscription }) => known.has(subscription))
        const now = repriced(account, book, own).map(({ usage }) => usage)
        expect(billOf(account, book, now)).toEqual(billOf(account, book, own))
        expect(repriced(account, book, own).map(({ usage }) => usage)).toEqual(now)
      }),
      { numRuns: 200 }
    )
  })

  it('differs only where rules were found to differ', () => {
    fc.assert(
      fc.property(story, ({ account, change, from }) => {
        const book = published(change, from)
        const arrived = usageOf(account, rules).map(({ usage }) => usage)
        const before = repriced(account, ruleBooks([{ from: null, rules }]), arrived)
        const classes = before.map(({ plan, tariffSince, usage: { service, tariff, version } }, id) => {
          return { id, plan, service, tariff, version, tariffSince, currency: 'AUD' }
        })
        const spans = affectedSpans(classes, book, registry.usageTerms)
        const after = repriced(account, book, arrived)
        for (const [id, { usage }] of before.entries()) {
          const { startedAt } = usage
          if (spans.some(each => each.id === id && each.fromMs <= startedAt && startedAt < each.untilMs)) continue
          const { version: _, ...price } = usage
          expect(after[id]?.usage).toMatchObject(price)
        }
      }),
      { numRuns: 200 }
    )
  })

  it('is the same in whatever order it is asked for', () => {
    fc.assert(
      fc.property(story, fc.infiniteStream(fc.nat()), ({ account, change, from }, order) => {
        const book = published(change, from)
        const arrived = usageOf(account, rules).map(({ usage }) => usage)
        const inTime = arrived.toSorted((a, b) => a.startedAt - b.startedAt)
        const places = arrived.map(use => ({ use, place: order.next().value ?? 0 }))
        const shuffled = places.toSorted((a, b) => a.place - b.place).map(({ use }) => use)
        const byId = (all: readonly Used[]) => new Map(all.map(each => [each.usage.id, each]))
        expect(byId(repriced(account, book, shuffled))).toEqual(byId(repriced(account, book, inTime)))
      }),
      { numRuns: 200 }
    )
  })

  it('is not looked for where a change is about something else', () => {
    const voice = { id: 1, plan: 'mobile-40', service: 'voice', tariff: 'voice-standard' }
    const classes = [{ ...voice, version: rules.version, tariffSince: '', currency: 'AUD' }]
    const plain = rulesOf(coastal, registry)
    const rents = rulesOf(coastal.replaceAll('.00 per month', '.50 per month'), registry)
    const prices = rulesOf(coastal.replaceAll('per minute', 'per 30s'), registry)
    const spans = (change: RuleSet): readonly unknown[] =>
      affectedSpans(
        classes.map(each => ({ ...each, version: plain.version })),
        ruleBooks([
          { from: null, rules: plain },
          { from: dayOf(10), rules: change }
        ]),
        registry.usageTerms
      )
    expect(spans(rents)).toEqual([])
    expect(spans(prices)).toEqual([{ id: 1, fromMs: expect.any(Number), untilMs: Infinity }])
  })
})
