// Codes R0530 to R0539 and R0624: vendors' files compared with own usage.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const reconcileCatalogue = {
  R0530: {
    title: 'Price of another service',
    advice: 'Name the tariff that says what the vendor may ask for this service.'
  },
  R0531: {
    title: 'Tolerance in another unit',
    advice: 'Write the tolerance in what the service is counted in: 2s for voice, 1 MB for data.'
  },
  R0532: {
    title: 'Tolerance that joins strangers',
    advice:
      'Write an hour at most. Where a vendor\'s clock stands in another zone, say so in the usage format: time zone "Europe/Berlin".'
  },
  R0624: {
    title: 'Share that allows nothing, or everything',
    advice: 'Write a share above 0% and below 100%, or leave it out.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
