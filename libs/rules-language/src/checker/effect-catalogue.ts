// Codes R0470 to R0489: conditions and effects that read well and never come about.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const effectCatalogue = {
  R0470: {
    title: 'Too much to prove',
    advice: 'Let one of the two rules override the other, or write conditions with fewer parts after or.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
