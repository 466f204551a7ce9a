// One-off charges and credits that a person entered, as target charges of the account.
import { compareDates } from '@farthing/billing-core/values'
import type { AccountHistory, ItemEntered, TargetCharge } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'

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
  const { origin, said } = originOf(item)
  return {
    key: `item:${item.subscription ?? ''}:${item.category}:${item.id}`,
    type: 'item',
    subscription: item.subscription,
    series: item.id,
    ledger: item.reversed === undefined ? 'revenue' : 'expense',
    category: item.category,
    from: item.effective,
    until: item.effective.add({ days: 1 }),
    quantity: '1',
    exact: item.amount,
    description: item.description,
    explanation: {
      rule: {
        rule: origin,
        file: `fact ${item.id}`,
        line: 1,
        column: 1
      },
      version: rules.version,
      inputs: { fact: item.id, on: item.effective.toString(), known: item.known.toString() },
      steps: [{ step: 'amount', detail: item.description, result: amount, said }],
      amount,
      currency: rules.currency
    },
    version: rules.version
  }
}

function originOf({ amount, reversed }: ItemEntered): { readonly origin: string; readonly said: string } {
  if (reversed !== undefined) return { origin: 'top-up reversed', said: `payment ${reversed} was reversed` }
  return { origin: `${amount < 0n ? 'credit' : 'charge'} entered by hand`, said: 'entered by hand' }
}
