// `tiers`: prices by how much a counter has counted, for rows of tariffs to name.
import { type ColumnSet, defineStatement } from '../signature/signature.ts'
import { tiersAtWork } from './tiers-at-work.ts'

export const TIER_WORDS = ['graduated', 'volume', 'stairstep', 'package'] as const

export const tierColumns = {
  'up to': { slot: { kind: 'quantity' }, any: true, doc: 'the end of the tier, which is in it; * has no end' },
  price: {
    slot: { kind: 'price' },
    optional: true,
    doc: 'for each part that the tier prices: 5.00 per GB, free; of a package: 10.00 per started 10 GB'
  },
  amount: { slot: { kind: 'money' }, optional: true, doc: 'of stairstep: what all usage costs together' }
} as const satisfies ColumnSet

export const tiersStatement = defineStatement({
  id: 'kernel.tiers',
  in: ['file'],
  pattern: 'tiers <name> = <word>',
  slots: {
    name: { kind: 'name', declares: 'tiers', doc: 'the name by which rates use it' },
    word: {
      kind: 'choice',
      of: TIER_WORDS,
      doc: 'graduated: each part by its tier; volume: all by the tier in which the count ends; stairstep: one amount for the count; package: each block begun'
    }
  },
  block: { kind: 'tiers', needs: ['kernel.counted'], once: ['kernel.counted'], table: { columns: tierColumns } },
  doc: 'Prices by how much has been used in a period, from zero upward, the last tier without an end. Bills count, in order of time, what no allowance covers: each use costs what it adds to the price of the whole count.',
  example:
    'tiers data-blocks = graduated { counted per subscription, reset every cycle\n| up to | price |\n| 10 GB | free |\n| * | 2.00 per GB | }',
  worked: tiersAtWork
})

export const countedStatement = defineStatement({
  id: 'kernel.counted',
  in: ['tiers'],
  pattern: 'counted per <scope> (, reset <reset>)',
  slots: {
    scope: { kind: 'choice', of: ['subscription', 'account'], doc: 'whose usage is counted together' },
    reset: {
      kind: 'choice',
      of: ['every cycle', 'every month', 'every day', 'never'],
      doc: 'when counting begins again at zero; cycles, months and days are those of the account, and a use counts where it starts'
    }
  },
  doc: 'What the tiers count, and for how long.',
  example: 'counted per subscription, reset every cycle'
})

export const tierStatements = [tiersStatement, countedStatement]
