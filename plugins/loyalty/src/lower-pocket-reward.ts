// `redeem 100 for 1 GB of data` -> the reward, or what is wrong with it.
import { MICRO, ticksPer, toTicks, unitName, unitNoun } from '@farthing/plugin-sdk'
import type { Diagnostic, LowerContext, Match, Quantity } from '@farthing/plugin-sdk'
import type { Reward } from './loyalty.ts'
import type { redeemForPocketStatement } from './loyalty-parts.ts'

export type RedeemForPocket = Match & Match<typeof redeemForPocketStatement.slots>

/** `of`: for so many points. */
export function pocketReward({ slots }: RedeemForPocket, of: Pick<Reward, 'at' | 'parts'>): Reward {
  const { life, quantity, services } = slots
  const pocket = {
    ...{ unit: quantity.unit, parts: BigInt(toTicks(quantity)), lasts: life ?? null },
    services: services === undefined ? null : [...new Set(services)].toSorted()
  }
  return { ...of, kind: 'pocket', amount: null, item: null, pocket }
}

export function wrongPockets(redeems: readonly RedeemForPocket[], context: LowerContext): Diagnostic[] {
  return redeems.flatMap((part, index) => {
    const { quantity, services = [] } = part.slots
    const before = redeems.slice(0, index).flatMap(namesOf)
    if (namesOf(part).some(name => before.includes(name))) {
      const message = 'there is a rate for it above already'
      return [context.error(part, part.slotSpan('points'), message, { code: 'R0602' })]
    }
    if (!isWhole(quantity)) {
      const message = 'a pocket holds more than nothing, in whole parts of its unit, and no more than can be counted'
      return [context.error(part, part.slotSpan('quantity'), message, { code: 'R0639' })]
    }
    const other = services
      .map(service => ({ service, unit: context.unitOf(service) }))
      .find(({ unit }) => {
        return unit !== undefined && unit !== quantity.unit
      })
    if (other?.unit === undefined) return []
    const counted = `${other.service} is counted in ${unitNoun(other.unit)}`
    const message = `${counted}: a pocket of ${unitNoun(quantity.unit)} pays nothing of it`
    return [context.error(part, part.slotSpan('services'), message, { code: 'R0639' })]
  })
}

/** What a deed may call it. */
function namesOf({ slots: { quantity, services } }: RedeemForPocket): readonly string[] {
  return services ?? [unitName(quantity.unit)]
}

function isWhole({ micro, unit }: Quantity): boolean {
  const ticks = micro * BigInt(ticksPer(unit))
  return ticks > 0n && ticks % MICRO === 0n && ticks / MICRO <= BigInt(Number.MAX_SAFE_INTEGER)
}
