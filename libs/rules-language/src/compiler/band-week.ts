// Which band holds at a local minute: a week of minutes for every kind of day, such as ordinary days and holidays.

export const WEEK_MINUTES = 7 * 1440
const DAY_MINUTES = 1440
const DAY_MS = 86_400_000
/** 1970-01-01 was a Thursday; weeks start on Monday. */
const MINUTES_FROM_MONDAY = 3 * DAY_MINUTES

/** Of a minute that no band holds: none on which the tariff itself holds, but calls run on after its end. */
export const NO_BAND = 255

export interface BandWeek {
  /** Band of each minute of a week, or `NO_BAND`, one kind of day after the other; ordinary days come first. */
  readonly bandAt: Uint8Array
  /** Minutes from the start of this minute until the band changes or the day ends. */
  readonly runs: Int16Array
  /** Kinds of local days since 1970-01-01: `dayKinds[day - firstDay]`; other days are ordinary. */
  readonly firstDay: number
  readonly dayKinds: Uint8Array
}

/** `bandAt`: 10080 entries for each kind of day. `special`: days since 1970-01-01 that are not ordinary, with their kinds. */
export function bandWeek(bandAt: Uint8Array, special: readonly (readonly [day: number, kind: number])[]): BandWeek {
  const runs = new Int16Array(bandAt.length)
  for (let i = bandAt.length - 1; i >= 0; i--) {
    const endsHere = i % DAY_MINUTES === DAY_MINUTES - 1 || bandAt[i + 1] !== bandAt[i]
    runs[i] = endsHere ? 1 : (runs[i + 1] ?? 0) + 1
  }
  let [firstDay, lastDay] = [special[0]?.[0] ?? 0, -1]
  for (const [day] of special) {
    firstDay = Math.min(firstDay, day)
    lastDay = Math.max(lastDay, day)
  }
  const dayKinds = new Uint8Array(Math.max(0, lastDay - firstDay + 1))
  for (const [day, kind] of special) dayKinds[day - firstDay] = kind
  return { bandAt, runs, firstDay, dayKinds }
}

/** Index into `bandAt` and `runs` of a local moment (epoch milliseconds + offset). */
export function slotAt(week: BandWeek, localMs: number): number {
  const minute = Math.floor(localMs / 60_000)
  const slot = (minute + MINUTES_FROM_MONDAY) % WEEK_MINUTES
  const day = Math.floor(localMs / DAY_MS) - week.firstDay
  return slot + (week.dayKinds[day] ?? 0) * WEEK_MINUTES
}
