// The usage of a bill: goes through the account's events in order of time, prices each, lets allowances cover, adds up.
import { addDays, dateText, startOfDayMs } from '@farthing/billing-core/values'
import type { UsageTotal } from '@farthing/plugin-sdk'
import type { AllowanceLeft, BillableUsage, NetUsage, Parked, UsageInput } from './bill-input.ts'
import { type CarriedUsage, MOST_CARRIED } from './carried-usage.ts'
import type { HeldVersions } from './held-versions.ts'
import { paidOf } from './paid-of.ts'
import { UsageRun, windowStartMs } from './usage-run.ts'
import type { UsageWitness } from './usage-witness.ts'

export interface UsageOutcome {
  /** By subscription. */
  readonly totals: ReadonlyMap<string, readonly UsageTotal[]>
  readonly net: readonly NetUsage[]
  readonly allowances: readonly AllowanceLeft[]
  readonly carried: readonly CarriedUsage[]
}

/** Usage before local midnight of the bill's day, in order of (startedAt, id). */
export function usageInOrder(input: UsageInput): BillableUsage[] {
  const end = startOfDayMs(input.billDate, input.history.zone)
  return input.usage.filter(({ startedAt }) => startedAt < end).sort(inOrderOfTime)
}

export function inOrderOfTime(a: BillableUsage, b: BillableUsage): number {
  return a.startedAt - b.startedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** What may come page by page: whoever goes through the usage of a bill has not all of it at once. */
export type UsageStageInput = Omit<UsageInput, 'usage'>

/** Takes usage in order, then says what it comes to. */
export class UsageStage {
  readonly #input: UsageStageInput
  readonly #run: UsageRun
  readonly #witness: UsageWitness | null
  readonly #net: NetUsage[] = []

  /** `witness`: told of every event. */
  constructor(input: UsageStageInput, held: HeldVersions, witness: UsageWitness | null = null) {
    this.#input = input
    this.#witness = witness
    this.#run = new UsageRun(input, held, witness)
  }

  /** Null, or why the account is parked; nothing may be taken after that. */
  take(usage: readonly BillableUsage[]): Parked | null {
    return goThrough(this.#run, usage, windowStartMs(this.#run, this.#input.history.zone), this.#net)
  }

  end(): UsageOutcome {
    const { billDate, carried, history } = this.#input
    const run = this.#run
    const lastDay = addDays(billDate, -1)
    if (this.#witness?.lastDay !== undefined) this.#witness.lastDay(run.standing(startOfDayMs(lastDay, history.zone)))
    const since = run.carriedTo(startOfDayMs(billDate, history.zone))
    return {
      totals: new Map(Array.from(run.lanes, ([id, lane]) => [id, lane.totals()])),
      net: this.#net,
      allowances: run.left(lastDay),
      carried: carriedOn(carried, run.windowStart, since)
    }
  }
}

function goThrough(run: UsageRun, usage: readonly BillableUsage[], fromMs: number, net: NetUsage[]): Parked | null {
  for (const event of usage) {
    if (event.startedAt < fromMs) continue
    const use = run.settle(event)
    if (!use.ok) return use
    use.lane.add(use.priced, use.settled)
    const { amount, changes, covered, parts } = use.settled
    const paid = paidOf(use.priced, amount)
    if (covered > 0 || amount !== event.amount || paid !== (event.prepaid ?? 0)) {
      const changedBy = [...parts.map(({ allowance }) => allowance.rule), ...changes.map(({ rule }) => rule)]
      const { id, startedAt, subscription } = event
      const came = { id, subscription, startedAt, coveredTicks: covered, changedBy, amount: amount - paid }
      net.push(paid === 0 ? came : { ...came, paid })
    }
  }
  return null
}

/** What was carried to days up to the window's first stays true; later days were gone through again. */
function carriedOn(
  before: readonly CarriedUsage[],
  windowStart: Temporal.PlainDate | null,
  since: readonly CarriedUsage[]
): readonly CarriedUsage[] {
  const kept = windowStart === null ? [] : before.filter(({ at }) => at <= dateText(windowStart))
  return [...kept, ...since].slice(-MOST_CARRIED)
}
