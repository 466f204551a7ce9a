// Who answers for the numbers and logins that a batch asks about, each on its day.
import { localDay } from '@farthing/billing-core/values'
import type { IdentityStretch } from '../subscriptions/index.ts'
import type { ChargingAsk } from './asks.ts'

type Subscribed = Extract<ChargingAsk, { subscriber: string }>

/** Asked of each request before it is decided, and again when it is: found once. */
export function holdersOf(
  stretches: readonly IdentityStretch[],
  spellingsOf: (subscriber: string) => readonly string[]
): (ask: Subscribed) => IdentityStretch | undefined {
  const holders = Map.groupBy(stretches, ({ identity }) => identity)
  const known = new Map<Subscribed, IdentityStretch | undefined>()
  const holderOf = ({ startedAt, subscriber }: Subscribed): IdentityStretch | undefined => {
    const found = spellingsOf(subscriber).map(each => holderAt(holders.get(each) ?? [], startedAt))
    return found.find(holder => holder !== undefined)
  }
  return ask => {
    if (!known.has(ask)) known.set(ask, holderOf(ask))
    return known.get(ask)
  }
}

function holderAt(stretches: readonly IdentityStretch[], at: Temporal.Instant): IdentityStretch | undefined {
  return stretches.find(stretch => holdsAt(stretch, at))
}

export function holdsAt({ fromZone, validFrom, validUntil, zone }: IdentityStretch, at: Temporal.Instant): boolean {
  const day = localDay(at.epochMilliseconds, zone)
  const first = fromZone === zone ? day : localDay(at.epochMilliseconds, fromZone)
  const begun = Temporal.PlainDate.compare(validFrom, first) <= 0
  return begun && (validUntil === null || Temporal.PlainDate.compare(day, validUntil) < 0)
}
