// Whether a session that is open may use more: what holds now counts, not what held when it was opened.
import { localDay } from '@farthing/billing-core/values'
import { barOn, barText } from '@farthing/simulator'
import type { Session } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'
import { holdsAt } from './holders.ts'

/** Why nothing more is granted; null: nothing stands against it. */
export function deniedNow({ facts }: ChargingWorld, session: Session): string | null {
  const { now } = facts
  const holder = facts.stretches.get(session.subscription)?.find(each => holdsAt(each, now))
  if (holder === undefined) return 'its subscription has ended, or holds no number or login any more'
  if (holder.state === 'suspended') return 'its subscription is suspended'
  const { called, party, service, subscription } = session
  const day = localDay(now.epochMilliseconds, holder.zone).toString()
  const bars = facts.bars.get(subscription) ?? []
  const bar = barOn(bars, { service, called, party, day }, facts.rating?.dialling ?? null)
  return bar === undefined ? null : barText(bar)
}
