// Allowances: which part of which event the usage that a plan includes covers.
import type { RuleRef } from '../values/index.ts'

/** Usage that a plan includes, as a rule grants it for one cycle. */
export interface AllowanceGrant {
  readonly id: string
  /** How much, in ticks of the service's unit; null is unlimited. */
  readonly ticks: number | null
  readonly service: string
  /** The zones that it covers; null is every zone. */
  readonly zones: readonly string[] | null
  readonly rule: RuleRef
  /** The first day on which what is left is no longer there; left out: the end of the cycle, or of those it rolls over. */
  readonly expires?: Temporal.PlainDate
  /** How many days count together, of which that of a use is the last: no more than `ticks` are covered in them. Left out: by cycle. */
  readonly days?: number
  /** How many cycles after its own what is left may still be used in. */
  readonly rollOver?: number
  /** Whether every subscription of the account may use it. */
  readonly shared?: true
}

/** A grant as events use it up. */
export interface Allowance extends Pick<AllowanceGrant, 'service' | 'zones'> {
  /** Ticks not used yet; null is unlimited. */
  left: number | null
}

/** A rated event as an allowance sees it; `billedTicks` is its quantity after increments. */
export interface CoverableEvent {
  readonly service: string
  readonly zone: string
  readonly billedTicks: number
}

/** What one allowance gave to one event. */
export interface CoverPart<A extends Allowance> {
  readonly allowance: A
  readonly ticks: number
}

const NOTHING: readonly never[] = []

/**
 * Takes from `allowances`, in the order given, what the event needs: the first one that has any left gives first, several
 * may each cover a part. Throws RangeError when the event's quantity is negative or no safe integer.
 */
export function coverEvent<A extends Allowance>(
  event: CoverableEvent,
  allowances: readonly A[]
): readonly CoverPart<A>[] {
  let open = checkTicks(event.billedTicks)
  let parts: CoverPart<A>[] | null = null
  for (const allowance of allowances) {
    if (open === 0) break
    if (!covers(allowance, event)) continue
    const { left } = allowance
    const ticks = left === null ? open : Math.min(left, open)
    if (ticks === 0) continue
    if (left !== null) allowance.left = left - ticks
    if (parts === null) parts = [{ allowance, ticks }]
    else parts.push({ allowance, ticks })
    open -= ticks
  }
  return parts ?? NOTHING
}

function covers({ service, zones }: Allowance, event: CoverableEvent): boolean {
  return service === event.service && (zones === null || zones.includes(event.zone))
}

/** A quantity as it may be granted or used. */
export function checkTicks(ticks: number): number {
  if (!Number.isSafeInteger(ticks) || ticks < 0) throw new RangeError(`${ticks} is not a quantity of ticks`)
  return ticks
}
