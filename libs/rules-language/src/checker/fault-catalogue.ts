// Codes R0480 to R0484: faults of plugins, and files that hold a matrix.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const faultCatalogue = {
  R0480: {
    title: 'Failure of a plugin',
    advice:
      'Tell whoever keeps the plugin: the message says where it failed. Until then write the statement in another way, or leave it out.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
