// The lines of an example that tell of a loyalty programme.
import { deedFields, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import { joinLoyalty, leaveLoyalty, redeemPoints } from './loyalty-deeds.ts'

const { known, on } = exampleSlots
const loyalty = { kind: 'name', doc: 'which programme' } as const

export const joinStatement = defineStatement({
  id: 'loyalty.example-join',
  in: ['example'],
  pattern: 'on <on> join loyalty <loyalty> [, known on <known>]',
  slots: { on, known, loyalty },
  doc: 'The customer joins a programme.',
  example: 'on 2026-03-05 join loyalty stars',
  tells: {
    deed: joinLoyalty.name,
    to: 'account',
    fields: ({ slots }) => deedFields(joinLoyalty, { loyalty: slots.loyalty })
  }
})

export const leaveStatement = defineStatement({
  id: 'loyalty.example-leave',
  in: ['example'],
  pattern: 'on <on> leave loyalty <loyalty> [, known on <known>]',
  slots: { on, known, loyalty },
  doc: 'The customer leaves a programme.',
  example: 'on 2026-06-05 leave loyalty stars',
  tells: {
    deed: leaveLoyalty.name,
    to: 'account',
    fields: ({ slots }) => deedFields(leaveLoyalty, { loyalty: slots.loyalty })
  }
})

export const redeemLine = defineStatement({
  id: 'loyalty.example-redeem',
  in: ['example'],
  pattern:
    'on <on> redeem <points> of <loyalty> for (discount | credit | item | pocket [of <pocket>]) [, known on <known>]',
  slots: {
    ...{ on, known, loyalty },
    pocket: {
      kind: 'name',
      optional: true,
      doc: 'which one, where the programme has several: its service or, where it pays for all, its unit (byte, second, message)'
    },
    points: { kind: 'count', min: 1, max: 1_000_000_000, doc: 'how many points' }
  },
  doc: 'The customer redeems points.',
  example: 'on 2026-06-05 redeem 100 of stars for discount',
  tells: {
    deed: redeemPoints.name,
    to: 'account',
    fields(match) {
      const reward = (['credit', 'item', 'pocket'] as const).find(each => match.has(each)) ?? 'discount'
      const { loyalty: name, pocket, points } = match.slots
      return deedFields(redeemPoints, { loyalty: name, points, reward, ...(pocket !== undefined && { pocket }) })
    }
  }
})
