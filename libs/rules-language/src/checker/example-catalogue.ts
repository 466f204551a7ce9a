// Codes R0350 to R0379, R0519 and R0608: the lines of an example.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'

export const exampleCatalogue = {
  R0350: {
    title: 'No such subscription',
    advice:
      'Name a subscription of the example by what stands after as, or by its plan; usage also by one of its numbers.'
  },
  R0351: {
    title: 'Which subscription',
    advice: 'Say which of them is meant: for NAME, or from NAME after usage. Its name is what stands after as.'
  },
  R0352: {
    title: 'Two subscriptions of one name',
    advice: 'Give one of them a name of its own: subscribe PLAN as NAME.'
  },
  R0353: {
    title: 'Nothing to expect it of',
    advice: 'Write the line of which it must come above it: what is expected follows what happens.'
  },
  R0354: {
    title: 'Known before its turn',
    advice: 'Lines stand in the order in which they become known. Move the line up, or let it be known later.'
  },
  R0355: { title: 'Part of a coin', advice: 'Pay whole coins of the currency.' },
  R0356: {
    title: 'Wrong sign',
    advice: 'Amounts stand as on the invoice: a credit is negative, a charge is not.'
  },
  R0357: { title: 'Two examples of one title', advice: 'Say in each title what that example shows.' },
  R0519: {
    title: 'A pocket that ends before it begins',
    advice: 'What stands after until is the first day on which it can no longer be used.'
  },
  R0608: {
    title: 'A pocket for a service of another unit',
    advice: 'Name services that are counted in what is given, or give what this one is counted in, or money.'
  }
} as const satisfies Record<DiagnosticCode, CatalogueEntry>
