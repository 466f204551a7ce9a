// What stands in the braces of a commission.
import { defineStatement, type Signature } from '@farthing/plugin-sdk'

const within = ['commission'] as const
const amount = { kind: 'money', optional: true, doc: 'for all lines that count together' } as const
const share = { kind: 'percent', optional: true, doc: 'of each line that counts, without taxes' } as const
const plans = {
  kind: 'names',
  refersTo: 'plan',
  optional: true,
  doc: 'plans of the day of the sale; all when left out'
} as const
const of = {
  kind: 'names',
  mayReferTo: 'category',
  optional: true,
  doc: 'categories or types of the lines that count: rent, usage; all when left out'
} as const

const to = {
  kind: 'name',
  optional: true,
  doc: 'the layer that has all of it; when left out, all layers have their shares of it'
} as const

export const leadingStatement = defineStatement({
  id: 'commissions.leading',
  in: within,
  pattern: 'leading (<share> | fee <amount>) [of <of>] [on <plans>] [to <to>]',
  slots: { amount, share, of, plans, to },
  doc: 'What a sale brings once: it is earned as the first invoice that charges the subscription is paid.',
  example: 'leading fee 50.00 on mobile-40',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const trailingStatement = defineStatement({
  id: 'commissions.trailing',
  in: within,
  pattern: 'trailing (<share> | fee <amount>) [of <of>] [on <plans>] [to <to>] [for <months> months]',
  slots: {
    ...{ amount, share, of, plans, to },
    months: {
      kind: 'count',
      min: 1,
      max: 600,
      optional: true,
      doc: 'from the day of the sale on; without end when left out'
    }
  },
  doc: 'What each invoice brings as it is paid: a share of its lines, or a fee for each invoice that has some.',
  example: 'trailing 5% of rent for 24 months',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const layerStatement = defineStatement({
  id: 'commissions.layer',
  in: within,
  pattern: 'layer <name> (<share> | without share)',
  slots: {
    name: { kind: 'name', doc: 'what statements call it' },
    share: { kind: 'percent', optional: true, doc: 'of every commission that is not of one layer alone' }
  },
  doc: 'The first layer is the share of the partner who sold, the next one that of the partner above, and so on. Together they are 100%; where each line names the layer that has it, layers may be without share. The share of a layer for which there is no partner stays with the operator.',
  example: 'layer agent 60%',
  lower: ({ slots }) => ({ ok: true, value: slots })
})

export const clawbackStatement = defineStatement({
  id: 'commissions.clawback',
  in: within,
  pattern: 'claw back [in proportion] when ended within <months> months',
  slots: { months: { kind: 'count', min: 1, max: 120, doc: 'from the day of the sale on' } },
  doc: 'Leading commission goes back when the subscription ends so early: all of it, or the share of the days that are left.',
  example: 'claw back when ended within 6 months',
  lower: ({ slots }) => ({ ok: true, value: slots.months })
})

export const commissionParts: readonly Signature[] = [
  leadingStatement,
  trailingStatement,
  layerStatement,
  clawbackStatement
]
