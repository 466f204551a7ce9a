// What can be wrong with an item, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'

export const itemErrors = {
  R0653: {
    title: 'A first payment of nothing, or of all',
    advice: 'Write less than the price; leave it out where the instalments are the price.',
    meaning:
      'The first payment is a part of the price, and the instalments are the rest of it: one of the two would be nothing.',
    wrong: 'item phone "Phone" 580.00, in 12 instalments, after a first payment of 580.00\n',
    right: 'item phone "Phone" 580.00, in 12 instalments, after a first payment of 100.00\n'
  }
} satisfies StatementErrors
