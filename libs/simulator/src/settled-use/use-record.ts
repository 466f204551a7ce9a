// What is kept of an event while its account's usage is gone through: how everything stood before it, and what came of it.
import type { CoverPart } from '@farthing/billing-core'
import type { BillableUsage, HeldAllowance, LimitsNow, SettledEvent, UseAtHand } from '../bill/index.ts'
import type { UsageWitness } from '../bill/index.ts'

export interface UseRecord {
  readonly use: UseAtHand
  readonly settled: SettledEvent
  readonly before: UseBefore
}

export interface UseBefore {
  /** Every allowance granted by then, and what was left of it; null is unlimited. */
  readonly left: ReadonlyMap<HeldAllowance, number | null>
  /** By service, of those that its offers ask for. */
  readonly used: ReadonlyMap<string, number>
  /** Null when its plan has neither packs nor caps. */
  readonly limits: LimitsNow | null
  /** The event that used an allowance up. */
  readonly emptiedBy: ReadonlyMap<HeldAllowance, BillableUsage>
}

/** Remembers those that are asked for. */
export class UseRecorder implements UsageWitness {
  readonly records = new Map<string, UseRecord>()
  readonly #asked: ReadonlySet<string>
  readonly #emptiedBy = new Map<HeldAllowance, BillableUsage>()
  #before: UseBefore | null = null

  constructor(asked: ReadonlySet<string>) {
    this.#asked = asked
  }

  before(use: UseAtHand): void {
    const { event } = use.priced
    this.#before = this.#asked.has(event.id) ? standing(use, new Map(this.#emptiedBy)) : null
  }

  after(use: UseAtHand, settled: SettledEvent): void {
    const { event } = use.priced
    if (this.#before !== null) this.records.set(event.id, { use, settled, before: this.#before })
    for (const { allowance } of settled.parts as readonly CoverPart<HeldAllowance>[]) {
      if (allowance.left === 0) this.#emptiedBy.set(allowance, event)
    }
  }
}

function standing(use: UseAtHand, emptiedBy: ReadonlyMap<HeldAllowance, BillableUsage>): UseBefore {
  const { priced, terms, usedBefore } = use
  const services = priced.offers?.conditions(priced, () => 0).flatMap(({ offer }) => offer.after?.service ?? []) ?? []
  return {
    left: new Map(use.granted().map(allowance => [allowance, allowance.left])),
    used: new Map(services.map(service => [service, usedBefore?.(service) ?? 0])),
    limits: terms.limits?.now(priced) ?? null,
    emptiedBy
  }
}
