// How many events each day of the month has, and at which second of the day each begins.
import { DEMO_DAYS, DEMO_FROM } from './demo-month.ts'
import type { Random } from './random.ts'

const WEEKDAY = 10
const WEEKEND = 7
/** Of a day's events, how many begin in each hour. */
const HOURS = [2, 1, 1, 1, 1, 3, 10, 24, 48, 64, 68, 66, 62, 60, 58, 60, 66, 74, 78, 72, 60, 44, 22, 8]
const MOST_CONCURRENT = 20_000

/** Shares `total` events out over the days of the month; the days add up to it. */
export function eventsPerDay(total: number): number[] {
  const weights = Array.from({ length: DEMO_DAYS }, (_, day) =>
    DEMO_FROM.add({ days: day }).dayOfWeek > 5 ? WEEKEND : WEEKDAY
  )
  const sum = weights.reduce((a, b) => a + b, 0)
  let given = 0
  let weighed = 0
  return weights.map(weight => {
    weighed += weight
    const until = Math.floor((total * weighed) / sum)
    const count = until - given
    given = until
    return count
  })
}

/** Seconds of the day, in order, at which `count` events begin. Drawn in portions, so that a long day stays flat in memory. */
export function* secondsOfDay(random: Random, count: number): Generator<number> {
  if (count > MOST_CONCURRENT) {
    yield* crowdedDay(random, count)
    return
  }
  const seconds = new Uint32Array(count)
  for (let i = 0; i < count; i += 1) seconds[i] = random.weighted(HOURS) * 3600 + random.below(3600)
  yield* seconds.sort()
}

/** Hour by hour, for months far beyond the demo's own size. */
function* crowdedDay(random: Random, count: number): Generator<number> {
  const sum = HOURS.reduce((a, b) => a + b, 0)
  let given = 0
  let weighed = 0
  for (const [hour, weight] of HOURS.entries()) {
    weighed += weight
    const until = Math.floor((count * weighed) / sum)
    for (let i = given; i < until; i += 1) yield hour * 3600 + Math.floor(((i - given) * 3600) / (until - given))
    given = until
  }
}
