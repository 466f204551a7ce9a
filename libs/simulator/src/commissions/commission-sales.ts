// Whose an account and its subscriptions are, by what was done to them and the rules of those days.
import type { AccountHistory, CommissionSale } from '@farthing/billing-core'
import {
  askPlugin,
  type Commission,
  commissionSales as expected,
  contributorOf,
  type Registry
} from '@farthing/plugin-sdk'
import type { RuleBook } from '../bill/index.ts'

/** Throws PluginFault. */
export function commissionSales(history: AccountHistory, ruleBook: RuleBook, registry: Registry): CommissionSale[] {
  if (history.deeds.length === 0) return []
  return [...registry.commissions.values()].flatMap(commission => salesOf(commission, { history, ruleBook, registry }))
}

interface World {
  readonly history: AccountHistory
  readonly ruleBook: RuleBook
  readonly registry: Registry
}

function salesOf(commission: Commission, { history, registry, ruleBook }: World): readonly CommissionSale[] {
  const termsOn = (day: Temporal.PlainDate) => {
    const rules = ruleBook.at(day)
    const said = rules?.statements.filter(({ signature }) => signature === commission.statement) ?? []
    return said.map(({ at, value }) => ({ at, value, version: rules?.version ?? '' }))
  }
  return askPlugin(
    () => commission.sales({ history, termsOn }),
    expected,
    () => {
      const plugin = contributorOf('commissions', commission, registry)
      return { what: `commission of ${commission.statement}`, plugin, rules: [] }
    }
  )
}
