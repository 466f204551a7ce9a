// What usage of a service is measured in, and what is said when nobody knows.
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`

const cases: readonly CheckedText[] = [
  {
    title: 'says that a service which every operator counts alike needs another name to be counted otherwise',
    text:
      OPERATOR +
      `unit videos
tariff films for video, counted in videos { rates {
| price |
| 4.50 per video |
} }
`,
    found: ['a.farthing:3:36 R0150 video is always counted in seconds: give this service another name']
  }
]

describe('the unit of a service', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })
})
