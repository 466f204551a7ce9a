// The limits written above in the plan that hold for some of the same usage.
import type { LowerContext, Match, Money, UsageCap } from '@farthing/plugin-sdk'

/** What a limit counts. */
export type Counted = Pick<UsageCap, 'services' | 'zones'>

export interface EarlierLimit {
  readonly match: Match
  readonly counted: Counted
  /** Of the account's currency. */
  readonly micro: bigint
}

interface LimitSlots {
  readonly service?: string
  readonly services?: readonly string[]
  readonly zones?: readonly string[]
  readonly amount?: Money
}

/** `statement`: id of one with the slots amount, zones, and service or services. */
export function limitsAbove(statement: string, context: LowerContext): EarlierLimit[] {
  return context.before.flatMap(match => {
    const { amount, service, services, zones } = match.slots as LimitSlots
    if (match.signature.id !== statement || amount === undefined) return []
    const one = service === undefined ? null : [service]
    return [{ match, counted: { services: services ?? one, zones: zones ?? null }, micro: context.micro(amount) }]
  })
}

export function limitsAcross(statement: string, counted: Counted, context: LowerContext): EarlierLimit[] {
  return limitsAbove(statement, context).filter(
    each => meet(counted.services, each.counted.services) && meet(counted.zones, each.counted.zones)
  )
}

/** Whether one counts all that the other does. */
export function isWithin(part: Counted, whole: Counted): boolean {
  return isPart(part.services, whole.services) && isPart(part.zones, whole.zones)
}

type Names = readonly string[] | null

function meet(a: Names, b: Names): boolean {
  return a === null || b === null || a.some(name => b.includes(name))
}

function isPart(part: Names, whole: Names): boolean {
  return whole === null || (part?.every(name => whole.includes(name)) ?? false)
}
