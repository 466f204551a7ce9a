// Codes of `allow` and `forbid`.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'

export const changeRuleCatalogue = {
  R0305: {
    title: 'Two rules disagree',
    advice:
      'Both can apply to the same change, one allows it and the other forbids it. Name one of them (as NAME) and let the other say: overrides NAME.'
  },
  R0306: {
    title: 'Exceptions in a circle',
    advice: 'Of rules that override each other none would count. Break the circle.'
  },
  R0595: {
    title: 'Nobody to be retained',
    advice:
      'Only what a customer asks for goes to retention: forbid terminate, suspend, resume, change to PLANS, or feature NAME on or off.'
  },
  R0596: {
    title: 'Offer without a desk',
    advice: 'Add to the block of the rule: goes to retention. Or take the offer out.'
  },
  R0597: {
    title: 'Two offers of one title',
    advice: 'Who takes an offer names it by its title. Give one of the two another.'
  }
} as const satisfies Readonly<Record<DiagnosticCode, CatalogueEntry>>
