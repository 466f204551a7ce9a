// Judges gates while accounts pass by: what broke each, how often, and the worst case.
import type { Gate, MovingGate } from '@farthing/rules-language'

/** The worst of those that broke a gate: an account by its number, a plan by its name, or the total. */
export interface GateCase {
  readonly name: string
  readonly before: bigint
  readonly after: bigint
}

export interface GateVerdict {
  readonly gate: Gate
  readonly ok: boolean
  /** How many accounts, plans, uses broke it. */
  readonly broken: number
  /** Null when it held, and for gates that count. */
  readonly worst: GateCase | null
}

export interface GateTotals {
  readonly plans: readonly { readonly plan: string; readonly before: bigint; readonly after: bigint }[]
  readonly total: { readonly before: bigint; readonly after: bigint }
  readonly unrated: number
  readonly parked: number
}

export class GateWatch {
  readonly #watched: readonly { readonly gate: Gate; broken: number; worst: GateCase | null }[]

  constructor(gates: readonly Gate[]) {
    this.#watched = gates.map(gate => ({ gate, broken: 0, worst: null }))
  }

  account(each: GateCase): void {
    this.#see('account', each)
  }

  /** Once, when all accounts have passed. */
  verdicts({ plans, total, unrated, parked }: GateTotals): GateVerdict[] {
    for (const { plan, before, after } of plans) this.#see('plan', { name: plan, before, after })
    this.#see('total', { name: 'total', ...total })
    return this.#watched.map(({ gate, broken, worst }) => {
      if (!('most' in gate)) return { gate, ok: broken === 0, broken, worst }
      const count = gate.subject === 'unrated' ? unrated : parked
      return { gate, ok: count <= gate.most, broken: count, worst: null }
    })
  }

  #see(subject: MovingGate['subject'], found: GateCase): void {
    for (const watched of this.#watched) {
      const { gate, worst } = watched
      if ('most' in gate || gate.subject !== subject || !breaks(gate, found)) continue
      watched.broken += 1
      if (worst === null || isWorse(gate, found, worst)) watched.worst = found
    }
  }
}

/** Percent of nothing is nothing: any rise from nothing breaks a gate in percent. */
function breaks({ direction, limit }: MovingGate, { before, after }: GateCase): boolean {
  const moved = (after - before) * BigInt(direction)
  return limit.in === 'amount' ? moved > limit.micro : moved * 100_000_000n > limit.micro * sizeOf(before)
}

function isWorse({ direction, limit }: MovingGate, a: GateCase, b: GateCase): boolean {
  const [movedA, movedB] = [(a.after - a.before) * BigInt(direction), (b.after - b.before) * BigInt(direction)]
  const [baseA, baseB] = [sizeOf(a.before), sizeOf(b.before)]
  if (limit.in === 'amount' || (baseA === 0n && baseB === 0n)) return movedA > movedB
  return movedA * baseB > movedB * baseA
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
