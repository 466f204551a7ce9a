// The limits written above in the plan that hold for some of the same usage.
import type { AppliesTo, LowerContext, Match, Money } from '@farthing/plugin-sdk'

export interface EarlierLimit {
  readonly match: Match
  /** Of the account's currency. */
  readonly micro: bigint
}

/** `statement`: id of one with the slots service, zones and amount. */
export function limitsAcross(statement: string, { service, zones }: AppliesTo, context: LowerContext): EarlierLimit[] {
  return context.before.flatMap(match => {
    const slots = match.slots as { service?: string; zones?: readonly string[]; amount?: Money }
    if (match.signature.id !== statement || slots.service !== service || slots.amount === undefined) return []
    const meets = zones === null || slots.zones === undefined || slots.zones.some(zone => zones.includes(zone))
    return meets ? [{ match, micro: context.micro(slots.amount) }] : []
  })
}
