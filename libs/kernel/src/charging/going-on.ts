// Whether a session that is open may use more, and what it is told if not: what holds now counts, not what held when it was opened.
import { type BaseUnit, localDay } from '@farthing/billing-core/values'
import { barOn, barText } from '@farthing/simulator'
import type { UnitAnswer, UnitAsk } from './asks.ts'
import { pricedBy } from './charged-use.ts'
import type { Session } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'
import { holdsAt } from './holders.ts'

/** A session that is denied is valid for so long: time to end it, with repeats, and to say what was used meanwhile. */
export const DENIED_SECONDS = 120

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

/** The groups that are open and were not reported: what the network may still use of them ends as well. */
export function deniedBesides(
  world: ChargingWorld,
  { events }: Session,
  told: readonly UnitAnswer[],
  detail: string
): UnitAnswer[] {
  const groups = new Set(told.map(({ group }) => group))
  return events
    .filter(({ group }) => !groups.has(group))
    .toSorted((a, b) => a.group - b.group)
    .map(event => denied({ group: event.group, wanted: null }, pricedBy(world, event).tariff.unit, detail))
}

export function denied(
  { group, wanted }: Pick<UnitAsk, 'group' | 'wanted'>,
  unit: BaseUnit,
  detail: string
): UnitAnswer {
  return { group, result: 'END_USER_SERVICE_DENIED', unit, granted: wanted === null ? null : 0, final: true, detail }
}
