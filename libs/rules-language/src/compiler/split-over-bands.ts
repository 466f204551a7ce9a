// Divides a billed duration over the bands it meets: each band bills the increments that start in it.
import { type BandWeek, slotAt } from './band-week.ts'

/** What the walk needs of a zone clock: milliseconds that local time is ahead of UTC. */
export interface OffsetClock {
  offsetMs(epochMs: number): number
}

export interface Duration {
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Milliseconds after increments. */
  readonly billed: number
  /** Milliseconds of the first increment and of each one after it. */
  readonly first: number
  readonly next: number
}

/** Pairs (band, milliseconds) in order of time; neighbours differ in band; the parts add up to `billed`. */
export function splitOverBands(week: BandWeek, clock: OffsetClock, duration: Duration): number[] {
  const { startedAt, billed, first, next } = duration
  const pieces: number[] = []
  for (let done = 0; done < billed; ) {
    const at = startedAt + done
    const offset = clock.offsetMs(at)
    const slot = slotAt(week, at + offset)
    const change = at + (week.runs[slot] ?? 1) * 60_000 - ((at + offset) % 60_000)
    const segmentEnd = clock.offsetMs(change) === offset ? change : clockChange(clock, at, change)
    let end = done === 0 ? first : done
    const room = segmentEnd - startedAt - end
    if (room > 0) end += Math.ceil(room / next) * next
    if (end > billed) end = billed
    append(pieces, week.bandAt[slot] ?? 0, end - done)
    done = end
  }
  return pieces
}

function append(pieces: number[], band: number, ticks: number): void {
  const last = pieces.length - 2
  if (last >= 0 && pieces[last] === band) pieces[last + 1] = (pieces[last + 1] ?? 0) + ticks
  else pieces.push(band, ticks)
}

/** First millisecond in (from, to] with another offset than `from`; offsets at both ends differ. */
function clockChange(clock: OffsetClock, from: number, to: number): number {
  const offset = clock.offsetMs(from)
  let low = from
  let high = to
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (clock.offsetMs(middle) === offset) low = middle
    else high = middle
  }
  return high
}
