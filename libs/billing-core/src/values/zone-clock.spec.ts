import fc from 'fast-check'
import { date } from './interval.ts'
import { isZone, startOfDayMs, zoneOffsets } from './zone-clock.ts'
import { FORTY_ZONES } from './forty-zones.ts'

const ms = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds
const offsetByTemporal = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1e6

describe('the wall clock of a zone', () => {
  it('agrees with Temporal at any instant, in any order, in forty zones', () => {
    const instants = fc.integer({ min: ms('1965-01-01T00:00Z'), max: ms('2110-01-01T00:00Z') })
    fc.assert(
      fc.property(
        fc.constantFrom(...FORTY_ZONES),
        fc.array(instants, { minLength: 20, maxLength: 20 }),
        (zone, times) => {
          const clock = zoneOffsets(zone)
          for (const at of times) expect([at, clock.offsetMs(at)]).toEqual([at, offsetByTemporal(at, zone)])
        }
      )
    )
  })

  it('agrees with Temporal on both sides of every clock change from 2005 to 2040', () => {
    for (const zone of FORTY_ZONES) {
      const clock = zoneOffsets(zone)
      let at = Temporal.Instant.from('2005-01-01T00:00Z').toZonedDateTimeISO(zone).getTimeZoneTransition('next')
      while (at !== null && at.year < 2040) {
        for (const near of [at.epochMilliseconds - 1, at.epochMilliseconds, at.epochMilliseconds + 1]) {
          expect([zone, near, clock.offsetMs(near)]).toEqual([zone, near, offsetByTemporal(near, zone)])
        }
        at = at.getTimeZoneTransition('next')
      }
    }
  })

  it('counts whole local minutes', () => {
    const melbourne = zoneOffsets('Australia/Melbourne')
    expect(melbourne.localMinutes(ms('1970-01-01T00:00:59Z'))).toBe(600)
    expect(melbourne.localMinutes(ms('1969-12-31T13:59:59Z'))).toBe(-1)
    expect(zoneOffsets('Australia/Lord_Howe').offsetMs(ms('2026-01-01T00:00Z'))).toBe(11 * 3_600_000)
    expect(zoneOffsets('Australia/Lord_Howe').offsetMs(ms('2026-07-01T00:00Z'))).toBe(10.5 * 3_600_000)
    expect(zoneOffsets('+05:30').offsetMs(0)).toBe(19_800_000)
  })

  it('names an unknown zone and an impossible instant', () => {
    expect(isZone('Australia/Melbourne')).toBe(true)
    expect(isZone('Mars/Olympus')).toBe(false)
    expect(() => zoneOffsets('Mars/Olympus')).toThrow("'Mars/Olympus' is not a time zone")
    expect(() => zoneOffsets('UTC').offsetMs(Number.NaN)).toThrow('NaN is not an instant')
    expect(() => zoneOffsets('UTC').localMinutes(1e18)).toThrow('1000000000000000000 is not an instant')
  })

  it('begins a day where the zone does', () => {
    // São Paulo changed its clock at midnight: 2018-11-04 began at 01:00
    expect(startOfDayMs(date('2018-11-04'), 'America/Sao_Paulo')).toBe(ms('2018-11-04T03:00Z'))
    // Apia had no 30 December 2011
    expect(startOfDayMs(date('2011-12-30'), 'Pacific/Apia')).toBe(startOfDayMs(date('2011-12-31'), 'Pacific/Apia'))
    expect(startOfDayMs(date('2011-12-30'), 'Pacific/Apia')).toBe(ms('2011-12-30T10:00Z'))
  })
})
