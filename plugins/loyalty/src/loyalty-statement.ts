// `loyalty stars "Stars" in points { earn 1 per 10.00 of invoice when paid; redeem 100 for 5.00 discount; ... }`
import { defineStatement, namedOnce } from '@farthing/plugin-sdk'
import { loyaltyAtWork } from './loyalty-at-work.ts'
import { loyaltyErrors } from './loyalty-errors.ts'
import { earnStatement, expireStatement, yearlyStatement } from './loyalty-parts.ts'
import { lowerLoyalty } from './lower-loyalty.ts'

export const loyaltyStatement = defineStatement({
  id: 'loyalty.loyalty',
  in: ['file'],
  pattern: 'loyalty <name> <title> in <unit>',
  slots: {
    name: { kind: 'name', doc: 'what customers join' },
    title: { kind: 'text', doc: 'what they read' },
    unit: { kind: 'name', refersTo: 'unit', doc: 'in which points are held' }
  },
  block: { kind: 'loyalty', once: [earnStatement.id, yearlyStatement.id, expireStatement.id] },
  doc: 'A programme that customers join: they earn points from the day of joining on, and redeem them. Points are held in pockets of their unit; an invoice earns by the rules of its day.',
  example: 'loyalty stars "Stars" in points { earn 1 per 10.00 of invoice when paid }',
  charges: ['points-discount'],
  worked: loyaltyAtWork,
  errors: loyaltyErrors,
  lower: (match, context) => lowerLoyalty(match, match.slots, context),
  together: namedOnce('loyalty programme', 'R0601')
})
