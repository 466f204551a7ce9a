// How taxes of a debit note are rounded, and how a charge is taxed that it brings beside the lines of its invoice: as of the
// invoice's day, by what is known now.
import { type AccountHistory, type DebitTaxing, decideTaxes } from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import { type RuleBook, taxesOf } from '../bill/index.ts'

export interface TaxedBeside {
  /** Null: nothing is asked for beside the lines, or nothing opens the account. */
  readonly history: AccountHistory | null
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly billDate: Temporal.PlainDate
}

export function debitTaxes({ billDate: taxPoint, history, registry, ruleBook }: TaxedBeside): DebitTaxing {
  const rules = ruleBook.at(taxPoint) ?? ruleBook.versions[0]?.rules
  const mode = rules?.operator.rounding.mode ?? 'half-up'
  if (rules === undefined || history === null) return { mode, taxOf: () => ({ ok: true, treatment: null }) }
  const taxes = taxesOf(rules, registry)
  return { mode, taxOf: category => decideTaxes(taxes, { category, taxPoint, subscription: null }, history) }
}
