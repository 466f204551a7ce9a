// Whose each subscription is on which days: what was said of it, and before that what was said of its account.
import {
  type AccountHistory,
  type CommissionInput,
  type CommissionSale,
  type CommissionTerms,
  compareDates,
  containsDate,
  intersect,
  isHeldOn,
  type OpenInterval,
  type SubscriptionHistory,
  wholeLife
} from '@farthing/plugin-sdk'
import { endCommission, soldBy } from './sale-deeds.ts'

interface Sold extends OpenInterval {
  readonly partner: string
  readonly commission: string
  /** Null: of the account. */
  readonly subscription: string | null
  /** The day of the sale: `from` is later where a subscription came to an account that was sold before. */
  readonly on: Temporal.PlainDate
}

type Input = CommissionInput<CommissionTerms>

export function commissionSalesOf(input: Input): CommissionSale[] {
  const { history } = input
  const account = soldOf(history, null)
  const beside = account.map(sold => saleOf(sold, { subscription: null, isFirst: false }, input))
  const subscriptions = history.subscriptions.flatMap(subscription =>
    soldSubscription(history, subscription, account).map((sold, index) => {
      const { started } = wholeLife(subscription)
      const isNew = sold.subscription !== null || compareDates(sold.on, started) <= 0
      // one that was moved here was sold where it was then
      const isSoldHere = isHeldOn(subscription, sold.from) && isHeldOn(subscription, started)
      return saleOf(sold, { subscription, isFirst: index === 0 && isNew && isSoldHere }, input)
    })
  )
  return [...beside, ...subscriptions].flatMap(sale => sale ?? [])
}

/** Its own sales from the first of them on; until then those of its account, as far as it lives. */
function soldSubscription(
  history: AccountHistory,
  { id, started }: SubscriptionHistory,
  account: readonly Sold[]
): Sold[] {
  const own = soldOf(history, id)
  const [first] = history.deeds.filter(({ deed, subscription }) => subscription === id && isSale(deed))
  const until = first?.effective ?? null
  const inherited = account.flatMap(sold => {
    const days = intersect(sold, { from: started, until })
    return days === null ? [] : [{ ...sold, ...days }]
  })
  return [...inherited, ...own]
}

/** Each sale holds until the next one of its holder, or until an end. Of two on one day the later known holds. */
function soldOf({ deeds }: AccountHistory, holder: string | null): Sold[] {
  const marks = deeds.filter(({ deed, subscription }) => subscription === holder && isSale(deed))
  return marks.flatMap(({ deed, effective: from, fields }, index): Sold[] => {
    const until = marks[index + 1]?.effective ?? null
    if (deed === endCommission.name || (until !== null && compareDates(until, from) <= 0)) return []
    const { commission, partner } = fields
    return [{ partner: String(partner), commission: String(commission), subscription: holder, on: from, from, until }]
  })
}

function isSale(deed: string): boolean {
  return deed === soldBy.name || deed === endCommission.name
}

/** Null where the rules of its first day know no such commission. */
function saleOf(
  { commission, from, partner, until }: Sold,
  of: { readonly subscription: SubscriptionHistory | null; readonly isFirst: boolean },
  { termsOn }: Input
): CommissionSale | null {
  const found = termsOn(from).find(({ value }) => value.name === commission)
  if (found === undefined) return null
  const { isFirst, subscription } = of
  return {
    ...{ partner, terms: found.value, version: found.version, from, until, isFirst },
    subscription: subscription?.id ?? null,
    plan: (subscription && wholeLife(subscription).segments.find(segment => containsDate(segment, from))?.plan) ?? null,
    ended: subscription && wholeLife(subscription).terminated
  }
}
