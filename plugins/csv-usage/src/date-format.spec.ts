import fc from 'fast-check'
import { readDateFormat } from './date-format.ts'
import { DateReader } from './date-reader.ts'

function reader(format: string, zone = 'UTC'): DateReader {
  const read = readDateFormat(format)
  if (!read.ok) throw new Error(read.problem)
  return new DateReader(read.format, zone)
}

/** As an instant, or why not. */
function read(text: string, format: string, zone = 'UTC'): string {
  const dates = reader(format, zone)
  return dates.read(text) ?? Temporal.Instant.fromEpochMilliseconds(dates.instant).toString()
}

describe('a date format', () => {
  it.each([
    ['DD.MM.YYYY HH:mm', '02.03.2026 10:05', '2026-03-02T10:05:00Z'],
    ['YYYYMMDDHHmmss', '20260302100500', '2026-03-02T10:05:00Z'],
    ['D/M/YY H:mm:ss', '2/3/26 9:05:07', '2026-03-02T09:05:07Z'],
    ['MMM D YYYY hh:mm:ss A', 'Mar 2 2026 12:00:01 am', '2026-03-02T00:00:01Z'],
    ['MMM D YYYY h:mmA', 'dec 24 2026 1:00PM', '2026-12-24T13:00:00Z'],
    ['YYYY-MM-DDTHH:mm:ss.SSSZ', '2026-03-02T10:05:07.125+02:00', '2026-03-02T08:05:07.125Z'],
    ['YYYY-MM-DD HH:mm:ss.S', '2026-03-02 10:05:07.5', '2026-03-02T10:05:07.5Z'],
    ['seconds since 1970', '1772445907.5', '2026-03-02T10:05:07.5Z'],
    ['milliseconds since 1970', '1772445907125', '2026-03-02T10:05:07.125Z']
  ])('%s reads %s', (format, text, instant) => {
    expect(read(text, format)).toBe(instant)
  })

  it.each([
    ['DD.MM.YYYY HH:mm', '31.02.2026 10:05'],
    ['DD.MM.YYYY HH:mm', '2.3.2026 10:05'],
    ['DD.MM.YYYY HH:mm', '02.03.2026 24:00'],
    ['DD.MM.YYYY HH:mm', '02.03.2026 10:05:00'],
    ['DD.MM.YYYY HH:mm', '02-03-2026 10:05'],
    ['DD.MM.YYYY HH:mm', ''],
    ['D.M.YYYY h:mm A', '2.3.2026 13:05 PM'],
    ['D.M.YYYY h:mm A', '2.3.2026 0:05 AM'],
    ['D MMM YYYY HH:mm', '2 Mai 2026 10:05'],
    ['seconds since 1970', '-1'],
    ['seconds since 1970', '1e9']
  ])('%s does not read %j', (format, text) => {
    expect(read(text, format)).toBe('not-a-time')
  })

  it.each([
    ['DD.MM.YYYY HH:MM', 'the month stands in it twice: minutes are mm'],
    ['DD.MM.YYYY', 'the format lacks the hour, HH'],
    ['DD.MM HH:mm', 'the format lacks the year, YYYY'],
    ['DD.MM.YYYY HH:mm.S', 'S is a fraction of a second, and the format lacks the seconds, ss'],
    ['DD.MM.YYYY hh:mm', 'hours from 1 to 12 need A, for AM or PM; hours from 0 to 23 are HH'],
    ['DD.MM.YYYY HH:mm A', 'A goes with hours from 1 to 12, hh'],
    ['DMM.YYYY HH:mm', 'D may have one digit or two, and digits follow it: write DD'],
    ['', 'the format lacks the year, YYYY']
  ])('%j is refused: %s', (format, problem) => {
    expect(readDateFormat(format)).toMatchObject({ ok: false, problem })
  })

  it.each([
    ['dd.MM.YYYY HH:mm', 'dd', 'DD'],
    ['DD.MM.yyyy HH:mm', 'yyyy', 'YYYY'],
    ['DD.MM.YYYY HH:mm:SSSSSSSSSS', 'SSSSSSSSSS', undefined],
    ['DD.MM.YYYY HH:mm Uhr', 'Uhr', undefined]
  ])('%j names what it does not know', (format, part, nearest) => {
    const read = readDateFormat(format)
    expect(read).toMatchObject({ ok: false, problem: `\`${part}\` is no part of a date format` })
    expect(read.ok ? null : read.nearest).toBe(nearest)
  })

  it('takes the earlier one of a time that clocks show twice, and none that they skip', () => {
    const berlin = (text: string): string => read(text, 'DD.MM.YYYY HH:mm', 'Europe/Berlin')
    expect(berlin('25.10.2026 02:30')).toBe('2026-10-25T00:30:00Z')
    expect(berlin('29.03.2026 01:59')).toBe('2026-03-29T00:59:00Z')
    expect(berlin('29.03.2026 02:30')).toBe('skipped-time')
    expect(berlin('29.03.2026 03:00')).toBe('2026-03-29T01:00:00Z')
    expect(read('2026-03-29 02:30Z', 'YYYY-MM-DD HH:mmZ', 'Europe/Berlin')).toBe('2026-03-29T02:30:00Z')
  })

  it('agrees with Temporal wherever clocks change', () => {
    const zones = ['Australia/Lord_Howe', 'America/New_York', 'Europe/London', 'Africa/Casablanca', 'Pacific/Apia']
    const readers = new Map(zones.map(zone => [zone, reader('DD/MM/YYYY HH:mm:ss', zone)]))
    const second = fc.integer({ min: 1_577_836_800, max: 2_082_758_400 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), second, (zone, seconds) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(seconds * 1000)
          .toZonedDateTimeISO('UTC')
          .toPlainDateTime()
        const [day = '', clock = ''] = wall.toString({ smallestUnit: 'second' }).split('T')
        const dates = readers.get(zone)
        const fault = dates?.read(`${day.split('-').toReversed().join('/')} ${clock}`)
        const there = wall.toZonedDateTime(zone)
        expect(fault).toBe(there.toPlainDateTime().equals(wall) ? null : 'skipped-time')
        if (fault === null) expect(dates?.instant).toBe(there.epochMilliseconds)
      }),
      { numRuns: 3000 }
    )
  })
})
