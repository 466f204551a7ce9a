// Plain allowances: which part of which event a plan's included usage covers.
import { compareDates } from '../values/index.ts'
import type { RuleRef } from '../values/index.ts'

/** Usage included in a plan for one cycle. */
export interface AllowanceGrant {
  readonly id: string
  /** How much, in ticks of the service's unit; null is unlimited. */
  readonly ticks: number | null
  readonly service: string
  /** The zones that it covers; null is every zone. */
  readonly zones: readonly string[] | null
  readonly rule: RuleRef
  /** When what is left lapses; the soonest is used up first, none at all is last. */
  readonly expires?: Temporal.PlainDate
}

/** A rated event as an allowance sees it; `billedTicks` is its quantity after increments. */
export interface CoverableEvent {
  readonly service: string
  readonly zone: string
  readonly billedTicks: number
}

export interface EventCover {
  readonly coveredTicks: number
  readonly parts: readonly { readonly grant: string; readonly ticks: number }[]
}

export interface UsageCover {
  /** One for each event, in the same order. */
  readonly events: readonly EventCover[]
  /** What is left of each grant by its id; null is unlimited. */
  readonly remaining: ReadonlyMap<string, number | null>
}

const UNCOVERED: EventCover = { coveredTicks: 0, parts: [] }

/**
 * Consumes the grants (soonest expiry first, then in the order written) by the events in the order given, which is that of
 * (startedAt, id). Throws RangeError when a quantity is negative or no safe integer, or two grants share an id.
 */
export function coverUsage(events: readonly CoverableEvent[], grants: readonly AllowanceGrant[]): UsageCover {
  const remaining = new Map<string, number | null>()
  for (const grant of grants) {
    if (remaining.has(grant.id)) throw new RangeError(`two allowances are called '${grant.id}'`)
    remaining.set(grant.id, grant.ticks === null ? null : checkTicks(grant.ticks))
  }
  const ordered = inOrderOfUse(grants)
  return { events: events.map(event => cover(event, ordered, remaining)), remaining }
}

function inOrderOfUse(grants: readonly AllowanceGrant[]): readonly AllowanceGrant[] {
  return [...grants].sort((a, b) => {
    if (a.expires === undefined || b.expires === undefined)
      return Number(a.expires === undefined) - Number(b.expires === undefined)
    return compareDates(a.expires, b.expires)
  })
}

function cover(
  event: CoverableEvent,
  grants: readonly AllowanceGrant[],
  remaining: Map<string, number | null>
): EventCover {
  let open = checkTicks(event.billedTicks)
  const parts: { grant: string; ticks: number }[] = []
  for (const grant of grants) {
    if (open === 0) break
    if (!covers(grant, event)) continue
    const left = remaining.get(grant.id) ?? null
    const ticks = left === null ? open : Math.min(left, open)
    if (ticks === 0) continue
    parts.push({ grant: grant.id, ticks })
    if (left !== null) remaining.set(grant.id, left - ticks)
    open -= ticks
  }
  return parts.length === 0 ? UNCOVERED : { coveredTicks: event.billedTicks - open, parts }
}

function covers(grant: AllowanceGrant, event: CoverableEvent): boolean {
  return grant.service === event.service && (grant.zones === null || grant.zones.includes(event.zone))
}

function checkTicks(ticks: number): number {
  if (!Number.isSafeInteger(ticks) || ticks < 0) throw new RangeError(`${ticks} is not a quantity of ticks`)
  return ticks
}
