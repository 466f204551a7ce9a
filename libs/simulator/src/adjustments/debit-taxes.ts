// How a charge is taxed that a debit note brings beside the lines of an invoice: as of the invoice's day, by what is known now.
import { type AccountHistory, decideTaxes, type TaxDecision } from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import { type RuleBook, taxesOf } from '../bill/index.ts'

export interface TaxedBeside {
  /** Null: nothing opens the account. */
  readonly history: AccountHistory | null
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly billDate: Temporal.PlainDate
}

export function debitTaxes({
  billDate: taxPoint,
  history,
  registry,
  ruleBook
}: TaxedBeside): (category: string) => TaxDecision {
  const rules = ruleBook.at(taxPoint) ?? ruleBook.versions[0]?.rules
  if (rules === undefined || history === null) return () => ({ ok: true, treatment: null })
  const taxes = taxesOf(rules, registry)
  return category => decideTaxes(taxes, { category, taxPoint }, history)
}
