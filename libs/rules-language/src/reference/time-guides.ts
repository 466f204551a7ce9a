// The kinds of value that speak of days, times and periods.
import type { ValueGuide } from './value-guides.ts'

export const timeGuides = {
  date: {
    title: 'Date',
    doc: 'A day of the calendar: year, month, day. `from` includes the day and `until` does not.',
    slot: { kind: 'date' },
    good: [
      ['2026-03-01', '1 March 2026'],
      ['2028-02-29', 'a leap day']
    ],
    bad: ['01/03/2026', '1.3.2026', '2026-3-1', '2026-02-30', '"2026-03-01"']
  },
  dates: {
    title: 'Stretch of days',
    doc: 'Two dates with two dots between them. The last day is the one before the second date.',
    slot: { kind: 'dates' },
    good: [['2026-03-16..2026-04-01', '16 to 31 March']],
    bad: ['2026-03-16 to 2026-04-01', '2026-04-01..2026-04-01', '2026-04-01..2026-03-16']
  },
  'date-time': {
    title: 'Date and time',
    doc: 'A day and a time of day, on the clock of the account: in examples that of the operator, unless they say another time zone.',
    slot: { kind: 'date-time' },
    good: [
      ['2026-03-02 10:00', 'ten in the morning'],
      ['2026-03-02 10:00:30', 'half a minute later']
    ],
    bad: ['2026-03-02T10:00', '2026-03-02']
  },
  time: {
    title: 'Time of day',
    doc: 'Hours and minutes, two digits each, on the clock of the operator.',
    slot: { kind: 'time' },
    good: [
      ['08:00', 'eight in the morning'],
      ['23:59', 'a minute to midnight']
    ],
    bad: ['8:00', '8am', '24:00']
  },
  times: {
    title: 'Stretch of a day',
    doc: 'Two times with two dots between them. The second is not included; `24:00` is the end of the day. A stretch may pass midnight.',
    slot: { kind: 'times' },
    good: [
      ['08:00..20:00', 'from eight until the last moment before eight in the evening'],
      ['22:00..06:00', 'through the night']
    ],
    bad: ['08:00-20:00', '8:00..20:00', '20:00..25:00', '08:00..08:00']
  },
  days: {
    title: 'Days of the week',
    doc: 'Names of days, ranges of them, `weekdays`, `weekends` and `holidays`, days of every year and dates, in a list with commas. Holidays are those of the operator’s calendar, or of another that is named. The end of a stretch of dates is not included.',
    slot: { kind: 'days' },
    good: [
      ['weekdays', 'Monday to Friday'],
      ['saturday, sunday, holidays', 'days off'],
      ['holidays of AU-NSW', 'holidays of a calendar by its name'],
      ['24 december..27 december', 'three days of every year'],
      ['2026-12-24..2026-12-27', 'the same three days of one year'],
      ['friday..monday', 'Friday, Saturday, Sunday and Monday']
    ],
    bad: ['weekday', 'Saturday', 'sat', 'weekends, sunday', 'monday-friday']
  },
  hours: {
    title: 'Parts of the week',
    doc: 'Days, times, or days with times, in a list with commas. Days alone hold all day; times alone hold every day.',
    slot: { kind: 'hours' },
    good: [
      ['weekdays 08:00..20:00', 'working hours'],
      ['weekends', 'Saturday and Sunday, all day'],
      ['18:00..08:00', 'every night'],
      ['friday 20:00..24:00, saturday, sunday', 'from Friday evening']
    ],
    bad: ['weekdays 8:00..20:00', 'weekdays 08:00-20:00', 'always']
  },
  period: {
    title: 'Period of the calendar',
    doc: 'A length counted on the calendar: a month is as long as it is.',
    slot: { kind: 'period' },
    good: [
      ['month', 'from a day of the month to the same day of the next'],
      ['quarter', 'three months'],
      ['year', 'twelve months'],
      ['week', 'seven days'],
      ['14 days', 'a fortnight'],
      ['24 months', 'two years']
    ],
    bad: ['fortnight', '30 day', '0 days', 'monthly']
  }
} as const satisfies Readonly<Record<string, ValueGuide>>
