// What tiers charge in all is what the whole count of each period costs, into however many calls, days, plans and lines it is cut.
import { accountAlignments, type AccountHistory, accountHistory, cutPeriod } from '@farthing/billing-core'
import { containsDate, localDay } from '@farthing/billing-core/values'
import { priceTiers } from '@farthing/rules-language'
import { type BillableUsage, computeBill, ruleBook } from '@farthing/simulator'
import fc from 'fast-check'
import { coastal } from '../scenarios/coastal.ts'
import { allPlugins, rulesOf } from '../scenarios/play.ts'
import { dayOf, factsOf, randomAccount, usageOf, zone } from './random-account.ts'

const counters = [
  { word: 'graduated', scope: 'subscription', reset: 'every cycle', last: '0.33 per minute' },
  { word: 'volume', scope: 'account', reset: 'every month', last: '0.70 per minute' },
  { word: 'graduated', scope: 'account', reset: 'every day', last: 'free' },
  { word: 'volume', scope: 'subscription', reset: 'never', last: 'free' }
] as const

type Counter = (typeof counters)[number]

const registry = await allPlugins()
const account = randomAccount(['by-tick', 'by-minute'], ['plan-changed', 'plan-changed', 'bill-day-changed'])

const textOf = ({ last, reset, scope, word }: Counter): string => `${coastal}
tiers t = ${word} { counted per ${scope}, reset ${reset}
| up to | price |
| 6 min | 1.07 per minute |
| * | ${last} | }
tariff ticks for voice { rates { | price |
| tiers t | } }
tariff minutes for voice { rates { | price | increment |
| tiers t | 60s / 60s | } }
plan by-tick "By tick" { tariff ticks }
plan by-minute "By minute" { tariff minutes }
`

/** Of the days on which a plan held; by the name of the counter and its period. */
function countedTicks(history: AccountHistory, calls: readonly BillableUsage[], { reset, scope }: Counter) {
  const counted = new Map<string, number>()
  for (const { quantity, startedAt, subscription } of calls) {
    const day = localDay(startedAt, zone)
    const plan = planOn(history, subscription, day)
    if (plan === undefined) continue
    const cycle = cutPeriod(accountAlignments(history), { unit: 'month', count: 1 }, day).days.from
    const periods = { 'every cycle': cycle, 'every month': day.toPlainYearMonth(), 'every day': day, never: '' }
    const key = `${scope === 'account' ? '' : subscription} ${periods[reset].toString()}`
    const ticks = plan === 'by-tick' ? quantity : Math.ceil(quantity / 60_000) * 60_000
    counted.set(key, (counted.get(key) ?? 0) + ticks)
  }
  return counted
}

function planOn({ subscriptions }: AccountHistory, subscription: string, day: Temporal.PlainDate): string | undefined {
  return subscriptions.find(({ id }) => id === subscription)?.segments.find(segment => containsDate(segment, day))?.plan
}

describe.each(counters)('tiers, $word, counted per $scope, reset $reset', counter => {
  const rules = rulesOf(textOf(counter), registry)
  const table = rules.tiers.get('t')

  it('add up to what the whole count costs', () => {
    fc.assert(
      fc.property(account, life => {
        const history = accountHistory('a', factsOf(life))
        if (history === null || table === undefined) throw new Error('there are an account and tiers')
        const calls = usageOf(life, rules)
          .map(({ usage }) => usage)
          .filter(
            ({ startedAt, subscription }) => planOn(history, subscription, localDay(startedAt, zone)) !== undefined
          )
        const bill = computeBill({
          ...{ history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage: calls, billed: [], carried: [] },
          ...{ billDate: dayOf(400), previousBillDate: null, since: null }
        })
        if (!bill.ok) throw new Error(bill.detail)
        const parts = (bill.invoice?.lines ?? []).flatMap(line => line.parts).filter(({ type }) => type === 'usage')
        const whole = [...countedTicks(history, calls, counter).values()]
        expect(parts.reduce((sum, { exact }) => sum + exact, 0n)).toBe(
          whole.reduce((sum, ticks) => sum + priceTiers(table, 0, ticks).amount, 0n)
        )
      }),
      { numRuns: 60 }
    )
  })
})
