// A call that crosses bands, in plain numbers: what the generated code leaves to it, and what it leaves to the exact rater in its turn.
import type { Rated, RatingEvent, RatingOutcome } from '../rule-set/tariff.ts'
import { type BandWeek, NO_BAND } from './band-week.ts'
import type { RateTables } from './rate-source.ts'
import { CELL } from './rating-tables.ts'
import { type OffsetClock, splitOverBands } from './split-over-bands.ts'
import type { TariffForm } from './tariff-form.ts'

/** Where the call begins, as the generated code has found it. */
export interface CrossingCall {
  readonly prefix: number
  readonly origin: number
  readonly zone: number
  /** Of its origin and zone among the places of the tariff. */
  readonly place: number
  readonly band: number
  /** Local epoch milliseconds; the clock does not change before the last increment. */
  readonly local: number
  /** Ticks after increments. */
  readonly billed: number
}

export type RateCrossing = (event: RatingEvent, coveredTicks: number | undefined, call: CrossingCall) => RatingOutcome

/** Of time that is local already. */
const LOCAL: OffsetClock = { offsetMs: () => 0 }

/** Within it a clock changes once at most. */
const DAY_MS = 86_400_000

type Tables = Pick<RateTables, 'cells' | 'exactly' | 'largestValues' | 'zoneNames'>

/** Null: the tariff has no bands, or calls are rated by their start. */
export function crossingRater({ bands, split, week }: TariffForm, tables: Tables): RateCrossing | null {
  if (week === null || !split) return null
  const names = bands.map(({ name }) => name)
  const { cells, exactly, largestValues, zoneNames } = tables
  return (event, coveredTicks, call) => {
    const leave = (): RatingOutcome => exactly(event, coveredTicks) as RatingOutcome
    const { billed, zone } = call
    if (coveredTicks !== undefined && coveredTicks > 0) return leave()
    if (billed > DAY_MS) return leave()
    const pieces = piecesOf(week, cells, { ...call, bands: names.length })
    if (pieces === null) return leave()
    let sum = 0
    for (let i = 0; i < pieces.length; i += 2) {
      const cell = pieces[i] ?? 0
      const at = cell * CELL.size
      const isPlain = (largestValues[cell] ?? -1) < 0 && cells[at + CELL.started] === 1
      if (!isPlain || billed > (cells[at + CELL.limit] ?? -1)) return leave()
      sum += (pieces[i + 1] ?? 0) * (cells[at + CELL.numerator] ?? 0)
    }
    const { amount, trace } = priced(sum, cells, pieces, call)
    return { ok: true, amount, billed, zone: zoneNames[zone] ?? '', bands: bandsOf(pieces), trace }
  }

  function bandsOf(pieces: readonly number[]): string {
    const found: string[] = []
    for (let i = 0; i < pieces.length; i += 2) {
      const name = names[(pieces[i] ?? 0) % names.length] ?? ''
      if (!found.includes(name)) found.push(name)
    }
    return found.join('+')
  }
}

/** Rounded once; setup, flat price and limits are those of the band in which the call begins. */
function priced(
  sum: number,
  cells: Float64Array,
  pieces: readonly number[],
  { origin, prefix }: CrossingCall
): Pick<Rated, 'amount' | 'trace'> {
  const at = (pieces[0] ?? 0) * CELL.size
  const of = (entry: number): number => cells[at + entry] ?? 0
  const setup = of(CELL.setup)
  const denominator = of(CELL.denominator)
  const usage = denominator === 1 ? sum : Math.floor((sum + of(CELL.half)) / denominator)
  const whole = usage + of(CELL.flat) + setup
  const limit = whole < of(CELL.minimum) ? 1 : whole > of(CELL.maximum) ? 2 : 0
  const amount = limit === 1 ? of(CELL.minimum) : limit === 2 ? of(CELL.maximum) : whole
  return { amount, trace: [prefix, origin, 0, setup, limit, ...pieces] }
}

/** Pairs (cell, ticks) in order of time; each band has the increments that begin in it. Null: no band holds at some time of the call. */
function piecesOf(
  week: BandWeek,
  cells: Float64Array,
  { band, bands, billed, local, place }: CrossingCall & { readonly bands: number }
): number[] | null {
  const start = (place * bands + band) * CELL.size
  const [first = 1, next = 1] = [cells[start + CELL.first], cells[start + CELL.next]]
  const pieces = splitOverBands(week, LOCAL, { startedAt: local, billed, first, next })
  for (let i = 0; i < pieces.length; i += 2) {
    if (pieces[i] === NO_BAND) return null
    pieces[i] = place * bands + (pieces[i] ?? 0)
  }
  return pieces
}
