import { graceEnd } from './grace-end.ts'

const end = (graceDays: number | null, zone: string, billDate: string, now: string): string | undefined =>
  graceEnd({ graceDays, zone }, Temporal.PlainDate.from(billDate), Temporal.Instant.from(now))?.toString()

describe('the end of the grace of a run', () => {
  it.each([
    [
      'is midnight where the operator is',
      2,
      'Australia/Melbourne',
      '2026-05-01',
      '2026-05-02T13:59:59Z',
      '2026-05-02T14:00:00Z'
    ],
    [
      'counts days and not hours when clocks change',
      1,
      'Europe/Berlin',
      '2026-03-29',
      '2026-03-29T10:00:00Z',
      '2026-03-29T22:00:00Z'
    ],
    ['passes a leap day', 2, 'UTC', '2028-02-28', '2028-02-28T00:00:00Z', '2028-03-01T00:00:00Z'],
    ['is none for a run that is made later', 2, 'UTC', '2026-05-01', '2026-05-03T00:00:00Z', undefined],
    ['is none without a rule', null, 'UTC', '2026-05-01', '2026-05-01T00:00:00Z', undefined]
  ])('%s', (_, days, zone, billDate, now, expected) => {
    expect(end(days, zone, billDate, now)).toBe(expected)
  })
})
