// What uses cost while they last: the price of each is what it makes the bill of its account dearer by.
import { accountAlignments } from '@farthing/billing-core'
import type { BillableUsage, Parked, UsageInput } from './bill-input.ts'
import { HeldVersions } from './held-versions.ts'
import { parkedBy } from './parked-by.ts'
import { inOrderOfTime, usageInOrder } from './usage-stage.ts'
import { type SettledUsage, UsageRun, windowStartMs } from './usage-run.ts'

/** A use that lasts. */
export interface LastingUse {
  /** As far as it went; null: nothing was used. */
  readonly used: BillableUsage | null
  /** With all that was granted, if that is more. */
  readonly granted: BillableUsage | null
  /** Micro that are held for it. */
  readonly held: bigint
}

/** Like a bill it does not throw: an account of which no bill can be made has no meter. */
export function meterUsage(
  input: UsageInput,
  lasting: ReadonlyMap<string, LastingUse>,
  firstMs: number
): { readonly ok: true; readonly meter: UsageMeter } | Parked {
  try {
    return { ok: true, meter: new UsageMeter(input, lasting, firstMs) }
  } catch (thrown) {
    return thrown instanceof Unmetered ? thrown.parked : parkedBy(thrown)
  }
}

/** Throws what cannot be priced, as `Unmetered`. */
export class UsageMeter {
  readonly #run: UsageRun
  /** Settled for good: before every use that lasts. */
  readonly #tail: readonly BillableUsage[]
  readonly #lasting = new Map<string, LastingUse>()
  /** What all come to as far as they went, until one goes on; null: nobody has asked. */
  #known: number | null = null

  /**
   * `input.usage`: what is over. `firstMs`: before it no use that lasts, or that will be asked about, began; epoch milliseconds.
   */
  constructor(input: UsageInput, lasting: ReadonlyMap<string, LastingUse>, firstMs: number) {
    const held = new HeldVersions(input.ruleBook, accountAlignments(input.history), input.billDate)
    this.#run = new UsageRun(input, held)
    const fromMs = windowStartMs(this.#run, input.history.zone)
    const usage = usageInOrder(input).filter(({ startedAt }) => startedAt >= fromMs)
    for (const event of usage) if (event.startedAt < firstMs) this.#settle(event)
    this.#tail = usage.filter(({ startedAt }) => startedAt >= firstMs)
    for (const [id, use] of lasting) this.#lasting.set(id, use)
  }

  /** Micro by which the bill becomes dearer when a use has come to this; less than nothing when that makes others cheaper. */
  dearer(id: string, next: BillableUsage): bigint {
    this.#known ??= this.#sum(usedOf([...this.#lasting.values()]), null)
    return BigInt(this.#sum(usedOf(this.#others(id)), next) - this.#known)
  }

  /** Micro to be held for a use that has come to `used` and may go on, beside what others hold: all may use what they were granted. */
  holding(id: string, used: BillableUsage | null): (granted: BillableUsage) => bigint {
    const others = this.#others(id)
    const now = this.#sum(usedOf(others), used)
    const all = others.flatMap(each => each.granted ?? each.used ?? [])
    const heldByOthers = others.reduce((sum, { held }) => sum + held, 0n)
    return granted => {
      const open = BigInt(this.#sum(all, granted) - now) - heldByOthers
      return open > 0n ? open : 0n
    }
  }

  keep(id: string, use: LastingUse): void {
    this.#lasting.set(id, use)
    this.#known = null
  }

  #others(id: string): LastingUse[] {
    return [...this.#lasting].filter(([each]) => each !== id).map(([, use]) => use)
  }

  /** Micro of all that has begun since `firstMs`, with one use among it. */
  #sum(usage: readonly BillableUsage[], use: BillableUsage | null): number {
    const undo = this.#run.mark()
    try {
      const all = [...this.#tail, ...usage, ...(use === null ? [] : [use])]
      return all.toSorted(inOrderOfTime).reduce((sum, event) => sum + this.#settle(event), 0)
    } finally {
      undo()
    }
  }

  #settle(event: BillableUsage): number {
    const use = this.#tried(event)
    if (!use.ok) throw new Unmetered(use)
    return use.settled.amount
  }

  #tried(event: BillableUsage): SettledUsage | Parked {
    try {
      return this.#run.settle(event)
    } catch (thrown) {
      return parkedBy(thrown)
    }
  }
}

function usedOf(uses: readonly LastingUse[]): BillableUsage[] {
  return uses.flatMap(({ used }) => used ?? [])
}

/** No bill of the account can be made, or none with a use in it. */
export class Unmetered extends Error {
  constructor(readonly parked: Parked) {
    super(parked.detail)
  }
}
