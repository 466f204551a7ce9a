// Taxes for specs: what a rule says when it says nothing else.
import type { TaxRate, TaxRule } from './tax-rule.ts'
import type { AppliedTax } from './tax-treatment.ts'

const at = { rule: 'tax vat', file: 'tax.farthing', line: 1, column: 1 }

export function sampleRate(percent: string, more: Partial<TaxRate> = {}): TaxRate {
  return { from: null, until: null, categories: null, percent, code: 'S', reason: null, at, ...more }
}

export function sampleTax(name: string, rates: readonly TaxRate[], more: Partial<TaxRule> = {}): TaxRule {
  const plain = { places: null, elsewhere: [], included: false, onTopOf: [], rounding: 'bill' } as const
  return { name, title: name.toUpperCase(), rates, at, ...plain, ...more }
}

export function sampleApplied(tax: string, percent: string, more: Partial<AppliedTax> = {}): AppliedTax {
  const plain = { code: 'S', included: false, onTopOf: [], rounding: 'bill', relieved: null } as const
  return { tax, title: tax.toUpperCase(), percent, reason: null, certificate: null, rule: at, ...plain, ...more }
}
