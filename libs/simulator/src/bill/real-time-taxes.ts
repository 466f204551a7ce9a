// The taxes of a use that is charged while it happens: of the day on which it begins, as far as they are known by then.
import type { TaxedCustomer } from '@farthing/billing-core'
import { localDay } from '@farthing/billing-core/values'
import { PluginFault, type Registry } from '@farthing/plugin-sdk'
import type { ChargedHolder, RealTimeTariff, Untaxed, UseBegun } from './real-time-tariff.ts'
import type { RuleBook } from './rule-book.ts'
import { taxesOf, Taxing } from './taxing.ts'

/** Of whom nothing is said that taxes go by. */
const ANYBODY: TaxedCustomer = { taxPlaces: [], taxExemptions: [] }

/** What the bill alone pays goes on where its taxes cannot be told yet: the bill asks for them. */
export function taxedUse(
  found: Untaxed,
  { history, subscription, zone }: Pick<ChargedHolder, 'history' | 'subscription' | 'zone'>,
  { service, startedAt }: UseBegun,
  rules: { readonly ruleBook: RuleBook; readonly registry: Registry }
): RealTimeTariff {
  const taxing = new Taxing({ history: history ?? ANYBODY, ...rules }, found.rules)
  const tax = taxing.of({ category: service, from: localDay(startedAt, zone), ledger: 'revenue', subscription })
  if (taxing.undecided !== null && found.credit?.pockets !== false)
    return { ok: false, reason: 'not-in-real-time', detail: taxing.undecided }
  return { ...found, tax }
}

/** Whether any version of the rules taxes anything: then it matters what is told of an account that taxes go by. */
export function hasTaxes(book: RuleBook, registry: Registry): boolean {
  try {
    return book.versions.some(({ rules }) => taxesOf(rules, registry).length > 0)
  } catch (fault) {
    if (fault instanceof PluginFault) return true
    throw fault
  }
}
