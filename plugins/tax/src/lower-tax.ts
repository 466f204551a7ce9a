// A `tax` as it is written -> what it says, or everything that is wrong with it.
import { childOf, childrenOf } from '@farthing/plugin-sdk'
import type { LowerContext, LowerResult, Match, RuleRef, TaxElsewhere } from '@farthing/plugin-sdk'
import { checkElsewhere } from './check-elsewhere.ts'
import { checkRates } from './check-rates.ts'
import { writtenExemption, writtenRate } from './lower-rate.ts'
import type { SaidTax } from './tax-said.ts'
import { TaxFaults } from './tax-faults.ts'
import {
  elsewhereStatement,
  exemptStatement,
  includedStatement,
  onTopStatement,
  perLineStatement,
  placesStatement,
  rateStatement
} from './tax-parts.ts'

export function lowerTax(
  match: Match & { readonly slots: { readonly name: string; readonly title: string } },
  context: LowerContext
): LowerResult {
  const faults = new TaxFaults(context)
  const { name, title } = match.slots
  const within = childOf(match, placesStatement)
  if (within !== undefined) faults.places(within, within.slots.places)
  const rates = [
    ...childrenOf(match, rateStatement).map(part => writtenRate(part, name, faults)),
    ...childrenOf(match, exemptStatement).map(part => writtenExemption(part, name, faults))
  ].sort((a, b) => a.part.start - b.part.start)
  checkRates(rates, faults)
  const elsewhere = childrenOf(match, elsewhereStatement).map(part => ({
    part,
    said: saidElsewhere(part, name, faults)
  }))
  checkElsewhere(elsewhere, within === undefined, faults)
  if (faults.found.length > 0) return { ok: false, diagnostics: faults.found }
  const value: SaidTax = {
    name,
    title,
    places: within?.slots.places ?? null,
    rates: rates.map(({ rate }) => rate),
    elsewhere: elsewhere.map(({ said }) => said),
    included: childrenOf(match, includedStatement).length > 0,
    onTopOf: childrenOf(match, onTopStatement).flatMap(({ slots }) => slots.taxes),
    rounding: childrenOf(match, perLineStatement).length > 0 ? 'line' : 'bill'
  }
  return { ok: true, value }
}

const WHY = {
  'reverse charge': ['AE', 'Reverse charge'],
  'intra-community': ['K', 'Intra-community supply'],
  export: ['G', 'Export'],
  'out of scope': ['O', 'Not subject to tax']
} as const

function saidElsewhere(
  part: Match & Match<(typeof elsewhereStatement)['slots']>,
  tax: string,
  faults: TaxFaults
): TaxElsewhere {
  const { places } = part.slots
  if (places !== undefined) faults.places(part, places)
  const [word, [code, reason]] = Object.entries(WHY).find(([phrase]) => part.has(phrase)) ?? ['export', WHY.export]
  const at: RuleRef = { rule: `tax ${tax} > elsewhere ${word}`, ...part.place }
  return { places: places ?? null, businesses: part.has('for businesses'), code, reason, at }
}
