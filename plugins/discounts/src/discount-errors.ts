// What can be wrong with a discount, each with a text that is, and the same mended.
import type { StatementErrors } from '@farthing/plugin-sdk'

export const discountErrors = {
  R0546: {
    title: 'Discount of nothing, or of more than all',
    advice: 'Write a percentage above 0% and up to 100%, and amounts above zero; leave out what takes off nothing.',
    meaning: 'A charge is never discounted below zero, and a discount that takes off nothing is none.',
    wrong: 'discount loyal "Loyalty" 110% off\n',
    right: 'discount loyal "Loyalty" 10% off\n'
  },
  R0547: {
    title: 'Discount without days',
    advice: 'The day after `until` is the first one without the discount; it is later than the one after `from`.',
    meaning: 'The discount would hold on no day, for it ends before it begins.',
    wrong: 'discount summer "Summer" 10% off, from 2026-09-01, until 2026-06-01\n',
    right: 'discount summer "Summer" 10% off, from 2026-06-01, until 2026-09-01\n'
  },
  R0548: {
    title: 'Two discounts of one name',
    advice:
      'Give each discount a name of its own; one that is granted on changed terms later is published with the same name in a later version.',
    meaning: 'A grant names a discount and no more: with two of one name, nobody could tell which one was meant.',
    wrong: 'discount loyal "Loyalty" 10% off\ndiscount loyal "Loyalty" takes 5.00 off per cycle\n',
    right: 'discount loyal "Loyalty" 10% off\ndiscount welcome "Welcome" takes 5.00 off per cycle\n'
  }
} satisfies StatementErrors
