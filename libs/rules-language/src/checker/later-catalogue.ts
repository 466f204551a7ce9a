// Codes R0620 to R0629: what earlier releases took, and new texts may not say.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const laterCatalogue = {
  R0620: {
    title: 'Said in two ways',
    advice: 'Remove one of the two: only one could hold.'
  },
  R0622: {
    title: 'Country code that begins with 0',
    advice: 'Write the code as it stands in numbers, without what is dialled before it: country 49.'
  },
  R0623: {
    title: 'Step that does not count from the start',
    advice: 'Write for the first in the first step and for the next in later ones, with the length of each step alone.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
