// What partners write beside a unit word (`1.5 GB`, `12 sms`) and what an event is worth -> whole ticks and micro units.
import { type BaseUnit, declaredUnit, ticksPer, type UnitWord } from '@farthing/billing-core/values'
import { decimalTicks } from './decimal-ticks.ts'
import { tickFault } from './outcomes.ts'

const MICRO_PER_UNIT = 1_000_000
const MICRO_DECIMALS = 6
/** A file of ever new units must not fill the memory. */
const MOST_UNITS = 100

interface TickUnit {
  readonly unit: BaseUnit
  readonly ticks: number
  /** How many decimals a quantity may have; null: it is measured, and rounded to a whole tick. */
  readonly decimals: number | null
}

export interface MeasureFault {
  readonly field: 'quantity' | 'unit'
  readonly reason: string
  readonly detail: string
}

/** One per open file. `read` forgets the measure before. */
export class Measures {
  /** Ticks of `unit`, when the last `read` found no fault. */
  quantity = 0
  unit: BaseUnit = 'event'
  private readonly units = new Map<string, TickUnit | null>()

  constructor(private readonly words: ReadonlyMap<string, UnitWord>) {}

  read(quantity: string, word: string): MeasureFault | null {
    const unit = this.unitOf(word)
    if (unit === null) return { field: 'unit', reason: 'unknown-unit', detail: word }
    const ticks = decimalTicks(quantity, unit.ticks)
    const fault = tickFault(ticks)
    if (fault !== null) return { field: 'quantity', reason: fault, detail: quantity }
    if (unit.decimals !== null && isFiner(quantity, unit.decimals))
      return { field: 'quantity', reason: 'too-precise', detail: quantity }
    this.quantity = ticks
    this.unit = unit.unit
    return null
  }

  private unitOf(text: string): TickUnit | null {
    const seen = this.units.get(text)
    if (seen !== undefined) return seen
    const found = tickUnit(this.words.get(text.trim()))
    if (this.units.size < MOST_UNITS) this.units.set(text.slice(), found)
    return found
  }
}

/** What an event is worth in micro units; null: the text is empty and says nothing; or why it cannot be used. */
export function readValue(
  text: string
): { readonly ok: true; readonly micro: number | null } | { readonly ok: false; readonly reason: string } {
  if (text === '') return { ok: true, micro: null }
  const micro = decimalTicks(text, MICRO_PER_UNIT)
  const reason = tickFault(micro) ?? (isFiner(text, MICRO_DECIMALS) ? 'too-precise' : null)
  return reason === null ? { ok: true, micro } : { ok: false, reason }
}

function tickUnit(found: UnitWord | undefined): TickUnit | null {
  if (found === undefined) return null
  const ticks = (found.factor * BigInt(ticksPer(found.unit))) / 1_000_000n
  return { unit: found.unit, ticks: Number(ticks), decimals: decimalsOf(found.unit) }
}

/** Time and volume are measured; what is counted has no parts but those that its unit declares. */
function decimalsOf(unit: BaseUnit): number | null {
  if (unit === 'second' || unit === 'byte') return null
  return declaredUnit(unit)?.decimals ?? 0
}

/** Whether a decimal number has a decimal beyond so many that is not zero. */
function isFiner(text: string, decimals: number): boolean {
  const point = text.indexOf('.')
  return point >= 0 && /[1-9]/.test(text.slice(point + 1 + decimals))
}
