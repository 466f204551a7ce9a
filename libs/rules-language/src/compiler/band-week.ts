// Which band holds at a local minute: two weeks of minutes, one of ordinary days and one in which every day is a holiday.

export const WEEK_MINUTES = 7 * 1440
const DAY_MINUTES = 1440
const DAY_MS = 86_400_000
/** 1970-01-01 was a Thursday; weeks start on Monday. */
const MINUTES_FROM_MONDAY = 3 * DAY_MINUTES

export interface BandWeek {
  /** Band of each minute of the ordinary week, then of the holiday week. */
  readonly bandAt: Uint8Array
  /** Minutes from the start of this minute until the band changes or the day ends. */
  readonly runs: Int16Array
  /** Local days since 1970-01-01 that are holidays: `holidayFlags[day - firstHoliday]`. */
  readonly firstHoliday: number
  readonly holidayFlags: Uint8Array
}

/** `bandAt`: 2 x 10080 entries. `holidays`: local days since 1970-01-01. */
export function bandWeek(bandAt: Uint8Array, holidays: readonly number[]): BandWeek {
  const runs = new Int16Array(bandAt.length)
  for (let i = bandAt.length - 1; i >= 0; i--) {
    const endsHere = i % DAY_MINUTES === DAY_MINUTES - 1 || bandAt[i + 1] !== bandAt[i]
    runs[i] = endsHere ? 1 : (runs[i + 1] ?? 0) + 1
  }
  const inOrder = holidays.toSorted((a, b) => a - b)
  const firstHoliday = inOrder[0] ?? 0
  const holidayFlags = new Uint8Array(inOrder.length === 0 ? 0 : (inOrder.at(-1) ?? 0) - firstHoliday + 1)
  for (const day of holidays) holidayFlags[day - firstHoliday] = 1
  return { bandAt, runs, firstHoliday, holidayFlags }
}

/** Index into `bandAt` and `runs` of a local moment (epoch milliseconds + offset). */
export function slotAt(week: BandWeek, localMs: number): number {
  const minute = Math.floor(localMs / 60_000)
  const slot = (minute + MINUTES_FROM_MONDAY) % WEEK_MINUTES
  const day = Math.floor(localMs / DAY_MS) - week.firstHoliday
  return week.holidayFlags[day] === 1 ? slot + WEEK_MINUTES : slot
}
