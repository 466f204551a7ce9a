// What a `tax` says, as values that outlive the text: days are texts, for they are copied between threads.
import { date, type RuleRef, type TaxElsewhere, type TaxRate, type TaxRule } from '@farthing/plugin-sdk'

export type SaidRate = Omit<TaxRate, 'from' | 'until'> & {
  /** YYYY-MM-DD. */
  readonly from: string | null
  readonly until: string | null
}

export interface SaidTax extends Omit<TaxRule, 'rates' | 'at'> {
  readonly rates: readonly SaidRate[]
  readonly elsewhere: readonly TaxElsewhere[]
}

export function taxRuleOf({ rates, ...said }: SaidTax, at: RuleRef): TaxRule {
  const dayOf = (text: string | null): Temporal.PlainDate | null => (text === null ? null : date(text))
  return { ...said, at, rates: rates.map(rate => ({ ...rate, from: dayOf(rate.from), until: dayOf(rate.until) })) }
}
