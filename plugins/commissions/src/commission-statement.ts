// `commission dealer "Dealer commission" { leading fee 50.00; trailing 5% of rent for 24 months; layer agent 60%; ... }`
import { defineStatement, namedOnce } from '@farthing/plugin-sdk'
import { commissionAtWork } from './commission-at-work.ts'
import { commissionErrors } from './commission-errors.ts'
import { clawbackStatement, layerStatement } from './commission-parts.ts'
import { lowerCommission } from './lower-commission.ts'

export const commissionStatement = defineStatement({
  id: 'commissions.commission',
  in: ['file'],
  pattern: 'commission <name> <title>',
  slots: {
    name: { kind: 'name', doc: 'what sales are made under' },
    title: { kind: 'text', doc: 'what partners read' }
  },
  block: { kind: 'commission', needs: [layerStatement.id], once: [clawbackStatement.id] },
  doc: 'What partners earn of a subscription that one of them sold. It is earned as the customer pays, as far as the customer pays, and goes back when the money does. A sale keeps what the rules of its day say.',
  example: 'commission dealer "Dealer commission" { leading fee 50.00; layer dealer 100% }',
  worked: commissionAtWork,
  errors: commissionErrors,
  lower: (match, context) => lowerCommission(match, match.slots, context),
  together: namedOnce('commission', 'R0582')
})
