// One-off charges and credits that a person entered, as target charges of the account.
import type { AccountHistory, ItemEntered, TargetCharge } from '@farthing/billing-core'
import { compareDates, factPlace, formatDecimal, type RuleRef } from '@farthing/billing-core/values'

/** Those effective on or before `through`; each fact is a charge of its own. `versionAt`: the rules in force on its day. */
export function itemTargets(
  { currency, items }: Pick<AccountHistory, 'currency' | 'items'>,
  through: Temporal.PlainDate,
  versionAt: (day: Temporal.PlainDate) => string
): TargetCharge[] {
  return items
    .filter(item => compareDates(item.effective, through) <= 0)
    .map(item => itemTarget(item, { currency, version: versionAt(item.effective) }))
}

function itemTarget(item: ItemEntered, rules: { readonly version: string; readonly currency: string }): TargetCharge {
  const amount = formatDecimal(item.amount, 6)
  const { by, detail, rule, said } = originOf(item)
  return {
    key: `item:${item.subscription ?? ''}:${item.category}:${item.id}`,
    type: 'item',
    subscription: item.subscription,
    series: item.id,
    ledger: item.reversed === undefined && item.refunded === undefined ? 'revenue' : 'expense',
    category: item.category,
    from: item.effective,
    until: item.effective.add({ days: 1 }),
    quantity: '1',
    exact: item.amount,
    description: item.description,
    explanation: {
      rule,
      version: rules.version,
      inputs: { fact: item.id, on: item.effective.toString(), known: item.known.toString(), ...by },
      steps: [{ step: 'amount', detail: detail ?? item.description, result: amount, said }],
      amount,
      currency: rules.currency
    },
    version: rules.version
  }
}

interface Origin {
  readonly rule: RuleRef
  readonly said: string
  readonly detail?: string
  readonly by?: Readonly<Record<string, string>>
}

function originOf({ amount, id, offer, refunded, reversed }: ItemEntered): Origin {
  if (offer !== undefined) {
    const said = `offer "${offer.title}"`
    const by = offer.by === '' ? {} : { 'accepted by': offer.by }
    return { rule: offer.rule, said, detail: `${said} accepted`, by }
  }
  const place = factPlace(id)
  if (reversed !== undefined)
    return { rule: { rule: 'top-up reversed', ...place }, said: `payment ${reversed} was reversed` }
  if (refunded !== undefined)
    return { rule: { rule: 'refunded credit is gone', ...place }, said: `credit of ${refunded} had been paid out` }
  return { rule: { rule: `${amount < 0n ? 'credit' : 'charge'} entered by hand`, ...place }, said: 'entered by hand' }
}
