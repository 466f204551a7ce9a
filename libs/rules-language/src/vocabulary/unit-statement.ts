// `unit points`: what an operator counts beside time, data, messages and money.
import { limits } from '../limits.ts'
import { defineStatement } from '../signature/signature.ts'
import { unitAtWork } from './unit-at-work.ts'

export const unitStatement = defineStatement({
  id: 'kernel.unit',
  in: ['file'],
  forEveryCurrency: 'wherever it stands',
  pattern: 'unit <name> [with <decimals> (decimal | decimals)]',
  slots: {
    name: { kind: 'name', declares: 'unit', doc: 'the word after a number: points, videos, BTC' },
    decimals: {
      kind: 'count',
      optional: true,
      min: 0,
      max: limits.unitDecimals.most,
      doc: 'how many decimals a quantity of it may have; none, when left out'
    }
  },
  doc: "A unit of the operator's own: usage may be measured in it, and prices, allowances, tiers and conditions may count it. One of it is named without the s: 0.05 per point; names that end in as, is, us or ss are left as they are: 0.05 per gas. It is never added to another unit.",
  example: 'unit BTC with 8 decimals',
  worked: unitAtWork
})
