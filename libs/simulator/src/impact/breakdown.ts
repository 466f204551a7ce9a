// Where the money moves: sums by plan, and by what is charged.
import type { LineChange } from './line-changes.ts'

export interface PlanSum {
  readonly plan: string
  readonly subscriptions: number
  readonly before: bigint
  readonly after: bigint
}

/** Usage by service and zone, all else by charge type. */
export interface ChargeSum {
  readonly type: string
  readonly service: string | null
  readonly zone: string | null
  readonly before: bigint
  readonly after: bigint
}

type Open<T> = { -readonly [K in keyof T]: T[K] }

export class Breakdown {
  readonly #plans = new Map<string, Open<PlanSum>>()
  readonly #charges = new Map<string, Open<ChargeSum>>()

  /** The lines of one account. */
  add(lines: readonly LineChange[]): void {
    const seen = new Set<string>()
    for (const line of lines) {
      const { type, service, zone } = line
      const key = JSON.stringify([type, service, zone])
      const charge = this.#charges.get(key) ?? { type, service, zone, before: 0n, after: 0n }
      addTo(charge, line)
      this.#charges.set(key, charge)
      if (line.plan === null || line.subscription === null) continue
      const plan = this.#plans.get(line.plan) ?? { plan: line.plan, subscriptions: 0, before: 0n, after: 0n }
      if (!seen.has(line.subscription)) plan.subscriptions += 1
      seen.add(line.subscription)
      addTo(plan, line)
      this.#plans.set(line.plan, plan)
    }
  }

  /** The furthest moved first, then by name. */
  plans(): PlanSum[] {
    return [...this.#plans.values()].sort((a, b) => furthest(a, b) || (a.plan < b.plan ? -1 : 1))
  }

  charges(): ChargeSum[] {
    const name = ({ type, service, zone }: ChargeSum): string => `${type} ${service} ${zone}`
    return [...this.#charges.values()].sort((a, b) => furthest(a, b) || (name(a) < name(b) ? -1 : 1))
  }
}

interface Sums {
  readonly before: bigint
  readonly after: bigint
}

function addTo(sums: Open<Sums>, { before, after }: LineChange): void {
  sums.before += before?.amount ?? 0n
  sums.after += after?.amount ?? 0n
}

function furthest(a: Sums, b: Sums): number {
  const [movedA, movedB] = [sizeOf(a), sizeOf(b)]
  return movedA === movedB ? 0 : movedA < movedB ? 1 : -1
}

function sizeOf({ before, after }: Sums): bigint {
  return after < before ? before - after : after - before
}
