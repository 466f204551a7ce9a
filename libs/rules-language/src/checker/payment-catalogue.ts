// Codes R0512 to R0515, R0549 and R0550: how what is used is paid, and priced anew.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'

export const paymentCatalogue = {
  R0512: {
    title: 'Credit of nothing',
    advice: 'Where nothing may stand on the bill, write pay prepaid. Otherwise write a limit above 0.00, or none.'
  },
  R0513: {
    title: 'Credit finer than the currency',
    advice: 'Write the limit with no more decimals than bills have: 50.00 where a currency has two.'
  },
  R0514: {
    title: 'Prepaid with a limit',
    advice: 'Leave the limit out, or write pay hybrid: pockets pay first, and the bill takes the rest up to the limit.'
  },
  R0515: {
    title: 'Payment for what is not charged as it happens',
    advice: 'Leave the payment out, or rate on arrival: only what has a price as it happens can be paid then.'
  },
  R0549: {
    title: 'Correction by itself of what is not rated in real time',
    advice: 'Write rate in real time, or leave the limit out: other usage is rated anew when somebody asks for it.'
  },
  R0550: {
    title: 'Correction up to nothing',
    advice: 'Leave the limit out where a person is to look at every correction. Otherwise write one above 0.00.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
