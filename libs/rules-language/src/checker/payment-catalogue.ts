// Codes R0512 to R0515, R0549, R0550, R0619, R0641 and R0642: how what is used is paid, and priced anew.
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
  },
  R0619: {
    title: 'End of a plan that charges no use',
    advice: 'Name the tariffs by which use is charged, or leave the words about the end out.'
  },
  R0641: {
    title: 'Nothing that a network can be told',
    advice:
      'Write where the network is to lead: a page that begins with https:// or http://, or an IP address, without spaces. Of a filter, write the name that the network has for it, or none.'
  },
  R0642: {
    title: 'End that never comes',
    advice: 'Write a limit, or pay prepaid; or leave the words about the end out.'
  }
} as const satisfies Record<`R${string}`, CatalogueEntry>
