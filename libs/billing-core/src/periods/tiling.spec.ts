// No day twice, none missing: every bill day x month x leap year, and every instant of them in forty zones.
import { date, daysIn, startOfDayMs } from '../values/index.ts'
import { FORTY_ZONES } from '../values/forty-zones.ts'
import { type PeriodLength, periodsFrom } from './period.ts'

const FROM = date('2026-12-15')
const LENGTHS: readonly PeriodLength[] = [
  { unit: 'month', count: 1 },
  { unit: 'month', count: 3 },
  { unit: 'month', count: 12 },
  { unit: 'week', count: 1 },
  { unit: 'day', count: 10 }
]

/** Two years, 2028 a leap year, from any day on. */
function coveredDays(anchor: Temporal.PlainDate, billDay: number | null, length: PeriodLength): number {
  let expected: Temporal.PlainDate | null = null
  let days = 0
  for (const period of periodsFrom({ anchor, billDay }, length, FROM)) {
    if (expected !== null && !period.from.equals(expected))
      throw new Error(`gap or overlap at ${period.from.toString()}`)
    const length = daysIn(period)
    if (length < 1) throw new Error(`empty period at ${period.from.toString()}`)
    days += length
    expected = period.until
    if (period.until.year >= 2029) return days - daysIn({ from: date('2029-01-01'), until: period.until })
  }
  return days
}

describe('periods tile', () => {
  it.each(LENGTHS)('for every bill day and every anchor day of January: %j', length => {
    for (let day = 1; day <= 31; day += 1) {
      const anchor = date('2027-01-01').add({ days: day - 1 })
      for (const billDay of [day, null]) {
        const [first] = periodsFrom({ anchor, billDay }, length, FROM).take(1).toArray()
        if (first === undefined) throw new Error('no period')
        expect(coveredDays(anchor, billDay, length)).toBe(daysIn({ from: first.from, until: date('2029-01-01') }))
      }
    }
  })

  it.each(FORTY_ZONES)('for every bill day x month x leap year, as instants in %s', zone => {
    const start = startOfDayMs(FROM, zone)
    for (let billDay = 1; billDay <= 31; billDay += 1) {
      let at = FROM
      let elapsed = 0
      for (const period of periodsFrom({ anchor: FROM, billDay }, { unit: 'month', count: 1 }, FROM)) {
        const from = Temporal.PlainDate.compare(period.from, FROM) < 0 ? FROM : period.from
        const length = startOfDayMs(period.until, zone) - startOfDayMs(from, zone)
        if (length <= 0) throw new Error(`${zone}: no time from ${from.toString()} to ${period.until.toString()}`)
        elapsed += length
        at = period.until
        if (at.year === 2029) break
      }
      expect(start + elapsed).toBe(startOfDayMs(at, zone))
    }
  })

  it('over the day that Apia skipped, without losing a second or counting one twice', () => {
    const days = periodsFrom(
      { anchor: date('2011-12-28'), billDay: null },
      { unit: 'day', count: 1 },
      date('2011-12-28')
    )
    const hours = days
      .take(5)
      .map(({ from, until }) => (startOfDayMs(until, 'Pacific/Apia') - startOfDayMs(from, 'Pacific/Apia')) / 3_600_000)
    expect(hours.toArray()).toEqual([24, 24, 0, 24, 24])
  })

  it('over days of 23, 23.5, 24.5 and 25 hours', () => {
    const hours = (zone: string, day: string) =>
      (startOfDayMs(date(day).add({ days: 1 }), zone) - startOfDayMs(date(day), zone)) / 3_600_000
    expect(hours('Australia/Melbourne', '2026-10-04')).toBe(23)
    expect(hours('Australia/Melbourne', '2026-04-05')).toBe(25)
    expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5)
    expect(hours('Australia/Lord_Howe', '2026-04-05')).toBe(24.5)
    expect(hours('America/Havana', '2026-03-08')).toBe(23)
    expect(hours('America/Santiago', '2026-09-06')).toBe(23)
  })
})
