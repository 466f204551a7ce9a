// What an operator calls an unusual bill: whoever reviews a bill run looks at those first.
import { defineStatement } from '../signature/signature.ts'

const side = { kind: 'choice', of: ['above', 'below'], doc: 'bills beyond it are outliers' } as const

export const outlierShareStatement = defineStatement({
  id: 'kernel.outlier-share',
  in: ['operator', 'currency'],
  pattern: 'outlier <side> <share> of the last bill [, by <difference> or more]',
  slots: {
    side,
    share: { kind: 'percent', doc: 'of the bill before; more than 100% above, less than 100% below' },
    difference: { kind: 'money', optional: true, doc: 'what the two must differ by at least, in money' }
  },
  doc: 'Bills that differ much from the last one of the account are shown to who reviews a bill run, and can be left out when it is accepted. It changes no bill. Accounts that had no bill before have no such outliers; those in other currencies have none by a difference in money, unless their braces say one.',
  example: 'outlier above 300% of the last bill, by 20.00 or more'
})

export const outlierTotalStatement = defineStatement({
  id: 'kernel.outlier-total',
  in: ['operator', 'currency'],
  pattern: 'outlier total <side> <amount>',
  slots: { side, amount: { kind: 'money', signed: true, doc: 'the total of a bill, taxes included' } },
  doc: 'Bills of more, or of less, are shown to who reviews a bill run, and can be left out when it is accepted. It changes no bill. Only bills in the currency of the operator, or of the braces, are looked at.',
  example: 'outlier total above 1000.00'
})
