// Codes R0609 to R0611: files for customers of other currencies.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const currencyCatalogue = {
  R0609: {
    title: 'Currency said twice',
    advice: 'A file is for the currencies that one line names: currency CHF, EUR. Or part it into two files.'
  },
  R0610: {
    title: 'Braces of a currency that do not fit',
    advice:
      "Say what holds of money once for each other currency: currency EUR { ... }. Of the operator's own its operator says it."
  },
  R0611: {
    title: 'Comparison that nobody makes',
    advice: "Put the comparison into a file that says no currency, or the operator's own."
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
