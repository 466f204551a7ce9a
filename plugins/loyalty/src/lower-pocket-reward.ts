// `redeem 100 for 1 GB of data` -> the reward, or what is wrong with it.
import { pocketFault, toTicks } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match } from '@farthing/plugin-sdk'
import { pocketNames, type Reward } from './loyalty.ts'
import type { redeemForPocketStatement } from './loyalty-parts.ts'

export type RedeemForPocket = Match & Match<typeof redeemForPocketStatement.slots>

/** `of`: for so many points. */
export function pocketReward({ slots }: RedeemForPocket, of: Pick<Reward, 'at' | 'parts'>): Reward {
  const { life, quantity, services } = slots
  const pocket = {
    ...{ unit: quantity.unit, parts: BigInt(toTicks(quantity)), lasts: life ?? null },
    services: services?.toSorted() ?? null
  }
  return { ...of, kind: 'pocket', amount: null, item: null, pocket }
}

export function wrongPockets(redeems: readonly RedeemForPocket[], context: LowerContext): Diagnostic[] {
  return redeems.flatMap((part, index) => {
    const before = redeems.slice(0, index).flatMap(namesOf)
    if (namesOf(part).some(name => before.includes(name))) {
      const message = 'there is a rate for it above already'
      return [context.error(part, part.slotSpan('points'), message, { code: 'R0602' })]
    }
    const fault = pocketFault(part.slots, context)
    return fault === null ? [] : [context.error(part, part.slotSpan(fault.slot), fault.message, { code: 'R0639' })]
  })
}

/** What is redeemed for its own unit. */
export function forThemselves(redeems: readonly RedeemForPocket[], unit: string, context: LowerContext): Diagnostic[] {
  return redeems
    .filter(({ slots }) => slots.quantity.unit === unit)
    .map(part => {
      const message = 'points are not redeemed for points of their own unit'
      return context.error(part, part.slotSpan('quantity'), message, { code: 'R0617' })
    })
}

function namesOf({ slots: { quantity, services } }: RedeemForPocket): readonly string[] {
  return pocketNames({ services: services ?? null, unit: quantity.unit })
}
