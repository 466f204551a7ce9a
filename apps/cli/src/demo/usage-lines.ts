// What the usage files hold, line by line, and what an import must make of each.

/** What becomes of a line: the counts of an import must agree with those of the generator. */
export type LineFate = 'rated' | 'filtered' | 'malformed' | 'unknown-subscriber' | 'no-zone' | 'out-of-time'

export interface UsageLine {
  readonly text: string
  readonly fate: LineFate
}

/** Of a thousand lines, how many are of each unwelcome kind. */
export const NOISE_PER_THOUSAND = { duplicate: 6, malformed: 3, unknownSubscriber: 4, noZone: 1, outOfTime: 1 } as const

export interface DemoUsageCounts {
  /** Lines without a CSV header; the sum of all the others. */
  readonly in: number
  readonly rated: number
  readonly duplicate: number
  readonly filtered: number
  readonly quarantined: Readonly<Record<'malformed' | 'unknown-subscriber' | 'no-zone' | 'out-of-time', number>>
}

/** 2026-09-01 and second 36000 -> '2026-09-01 10:00:00'. */
export function wallClock(day: string, second: number): string {
  const two = (n: number) => (n < 10 ? `0${n}` : String(n))
  return `${day} ${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
}
