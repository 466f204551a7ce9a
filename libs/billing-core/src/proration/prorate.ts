// The price of a piece of a period.
import {
  type Interval,
  type Step,
  compareDates,
  dateText,
  daysIn,
  divide,
  formatDecimal,
  isEmpty,
  sameDate,
  startOfDayMs
} from '../values/index.ts'
import { daysOf30 } from './days-of-30.ts'

export const PRORATION_MODES = ['none', 'by day', 'by day of 30', 'full period', 'by second'] as const

export type ProrationMode = (typeof PRORATION_MODES)[number]

/** How to prorate. For `by second`, the zone's midnights bound the days; the exact instants refine a piece that is finer. */
export interface ProrationBasis {
  readonly mode: ProrationMode
  readonly zone: string
  readonly from?: Temporal.Instant
  readonly until?: Temporal.Instant
}

export interface Prorated {
  /** In micro, rounded half up to 6 decimals. */
  readonly exact: bigint
  readonly step: Step
}

/**
 * The part of `price` (micro) that falls to `piece`, a stretch of the period `full`.
 * `by day`: calendar days of the piece / of the period. `by day of 30`: the same on a 30/360 calendar.
 * `by second`: elapsed seconds between local midnights of the zone, so a 23-hour day counts 23 hours.
 * `full period`: any piece costs the whole period. `none`: the whole period when the piece begins with it, else nothing,
 * for charging starts at the next boundary. Throws RangeError when the piece is not inside the period.
 */
export function prorate(price: bigint, piece: Interval, full: Interval, basis: ProrationBasis): Prorated {
  checkInside(piece, full)
  const share = shareOf(piece, full, basis)
  const exact = share.part === share.whole ? price : divide(price * share.part, share.whole, 'half-up')
  const detail = `${basis.mode}: ${share.words} of ${formatDecimal(price)}`
  const isWhole = share.part === share.whole
  const said = isWhole ? {} : { said: share.words.replace('/', ' of ') }
  return { exact, step: { step: 'proration', detail, result: formatDecimal(exact), ...said } }
}

interface Share {
  readonly part: bigint
  readonly whole: bigint
  readonly words: string
}

const NOTHING: Share = { part: 0n, whole: 1n, words: 'nothing' }
const EVERYTHING: Share = { part: 1n, whole: 1n, words: 'the whole' }

function shareOf(piece: Interval, full: Interval, basis: ProrationBasis): Share {
  const { mode } = basis
  if (mode === 'by second') return bySecond(piece, full, basis)
  if (isEmpty(piece)) return NOTHING
  if (mode === 'full period') return EVERYTHING
  if (mode === 'none') return sameDate(piece.from, full.from) ? EVERYTHING : NOTHING
  const { days, of } = mode === 'by day' ? { days: daysIn(piece), of: daysIn(full) } : daysOf30(piece, full)
  return { part: BigInt(days), whole: BigInt(of), words: `${days}/${of} days` }
}

function bySecond(piece: Interval, full: Interval, at: ProrationBasis): Share {
  const start = startOfDayMs(full.from, at.zone)
  const end = startOfDayMs(full.until, at.zone)
  const from = at.from?.epochMilliseconds ?? startOfDayMs(piece.from, at.zone)
  const until = at.until?.epochMilliseconds ?? startOfDayMs(piece.until, at.zone)
  if (from < start || until > end || from > until) throw new RangeError('the instants are not inside the period')
  // a local day that the zone skipped is a period of no seconds, and is whole when all of it is asked for
  if (start === end) return isEmpty(piece) ? NOTHING : EVERYTHING
  return {
    part: BigInt(until - from),
    whole: BigInt(end - start),
    words: `${seconds(until - from)}/${seconds(end - start)} seconds`
  }
}

function seconds(ms: number): string {
  return ms % 1000 === 0 ? String(ms / 1000) : formatDecimal(BigInt(ms) * 1000n, 3)
}

function checkInside(piece: Interval, full: Interval): void {
  if (
    compareDates(piece.from, full.from) < 0 ||
    compareDates(piece.until, full.until) > 0 ||
    compareDates(piece.from, piece.until) > 0
  ) {
    throw new RangeError(`${words(piece)} is not inside the period ${words(full)}`)
  }
  if (isEmpty(full)) throw new RangeError(`the period ${words(full)} has no days`)
}

function words(stretch: Interval): string {
  return `${dateText(stretch.from)}..${dateText(stretch.until)}`
}
