import fc from 'fast-check'
import { ZonedTimes } from './zoned-times.ts'

const melbourne = new ZonedTimes('Australia/Melbourne')
const ms = (text: string) => Temporal.Instant.from(text).epochMilliseconds

describe('ZonedTimes', () => {
  it.each([
    ['2026-03-02 10:00:00', '2026-03-01T23:00:00Z'],
    ['2026-07-02T10:00', '2026-07-02T00:00:00Z'],
    ['2026-03-02 10:00:00.25', '2026-03-01T23:00:00.250Z'],
    ['2026-03-02T10:00:00Z', '2026-03-02T10:00:00Z'],
    ['2026-03-02T10:00:00.123456Z', '2026-03-02T10:00:00.123Z'],
    ['2026-03-02T10:00:00+02:00', '2026-03-02T08:00:00Z'],
    ['2026-03-02T10:00-0330', '2026-03-02T13:30:00Z'],
    ['2026-03-02T10:00:00+14:00', '2026-03-01T20:00:00Z'],
    ['2024-02-29 00:00:00', '2024-02-28T13:00:00Z'],
    ['1970-01-01 10:00:00', '1970-01-01T00:00:00Z']
  ])('reads %s', (text, instant) => {
    expect(melbourne.instant(text)).toBe(ms(instant))
  })

  it.each([
    '',
    'yesterday',
    '2026-02-29 10:00:00',
    '2026-13-01 10:00:00',
    '2026-04-31 10:00',
    '2026-03-02',
    '2026-03-02 24:00:00',
    '2026-03-02 10:60:00',
    '2026-03-02 10:00:61',
    '2026-03-02 10:00:00.',
    '2026-03-02 10:00:00 ',
    '2026-03-02 10:00:00+x',
    '2026-03-02 10:00:00+99:99',
    '2026-03-02 10:00:00+14:01',
    '2026-03-02 10:00:00-15',
    '2026-03-02 10:00:00+09:60',
    '02/03/2026 10:00:00',
    '0026-03-02 10:00:00',
    '2026-03-02_10:00:00',
    '2026-03-02 1o:00:00'
  ])('refuses %j', text => {
    expect(melbourne.instant(text)).toBeNaN()
  })

  it('tells apart the two 02:30 of the night when clocks go back', () => {
    const first = ms('2026-04-04T15:30:00Z')
    const second = ms('2026-04-04T16:30:00Z')
    expect(melbourne.instant('2026-04-05 02:30:00')).toBe(first)
    expect(melbourne.instant('2026-04-05 02:30:00', second - 5_000)).toBe(second)
    expect(melbourne.instant('2026-04-05 02:30:00', first - 5_000)).toBe(first)
    expect(melbourne.instant('2026-04-05 02:30:00', first)).toBe(first)
    expect(melbourne.instant('2026-04-05 02:30:00', first + 1000)).toBe(second)
  })

  it('reads no time that the clocks skip, and says so', () => {
    expect(melbourne.instant('2026-10-04 02:30:00')).toBeNaN()
    expect(melbourne.fault).toBe('skipped-time')
    expect(melbourne.instant('2026-10-04')).toBeNaN()
    expect(melbourne.fault).toBe('not-a-time')
    expect(melbourne.instant('2026-10-04 02:30:00+10:00')).toBe(ms('2026-10-03T16:30:00Z'))
  })

  it('agrees with Temporal in many zones', () => {
    const zones = [
      'Australia/Lord_Howe',
      'America/New_York',
      'Europe/London',
      'Asia/Kathmandu',
      'Africa/Casablanca',
      'Pacific/Apia'
    ]
    const clocks = new Map(zones.map(zone => [zone, new ZonedTimes(zone)]))
    const second = fc.integer({ min: 31_536_000, max: 2_082_758_400 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), second, (zone, seconds) => {
        const text = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
          .toString()
          .slice(0, 19)
        const there = Temporal.PlainDateTime.from(text).toZonedDateTime(zone)
        const isShown = there.toPlainDateTime().equals(Temporal.PlainDateTime.from(text))
        expect(clocks.get(zone)?.instant(text)).toBe(isShown ? there.epochMilliseconds : Number.NaN)
      }),
      { numRuns: 2000 }
    )
  })
})
