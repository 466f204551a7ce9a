// Law 5 for bands: they fill the week, holidays included, once.
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`
const HOLIDAYS = `operator "X" { currency AUD; time zone "Australia/Melbourne"; holidays H }
holidays H { | date | name |
| 2026-12-25 | "Christmas" |
}
`

const cases: readonly CheckedText[] = [
  {
    title: 'shows both bands and a moment at which they overlap',
    text:
      HOLIDAYS +
      `tariff v for voice {
band a = weekdays 08:00..20:00
band b = holidays
band c = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:7:1 R0140 b and a both hold on a holiday that is a monday, at 08:00']
  },
  {
    title: 'shows the times that no band holds',
    text:
      OPERATOR +
      `tariff v for voice {
band a = weekdays
band b = saturday
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:4:1 R0141 no band holds on sundays 00:00..24:00']
  },
  {
    title: 'shows times of every day at once',
    text:
      OPERATOR +
      `tariff v for voice {
band a = monday..sunday 00:00..22:00
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:3:1 R0141 no band holds on all days 22:00..24:00']
  },
  {
    title: 'knows dates of every year, and on which days they fall',
    text:
      OPERATOR +
      `tariff v for voice {
band a = daily except 24 december..27 december
band b = 26 december 08:00..24:00, 24 december..26 december
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:4:1 R0141 no band holds on all days from 24 december until 27 december and from 26 december until 27 december 00:00..08:00'
    ]
  },
  {
    title: 'knows the weekday of a date, and only the days on which the tariff holds',
    text:
      OPERATOR +
      `tariff v for voice {
from 2026-01-01 until 2027-01-01
band a = daily except 2026-12-31..2027-01-02
band b = thursday
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:5:1 R0140 b and a both hold on thursdays at 00:00']
  },
  {
    title: 'takes any calendar, and any two of them on one day',
    text:
      HOLIDAYS +
      `holidays K { | date | name |
| 2026-06-08 | "Birthday" |
}
tariff v for voice {
band a = daily except holidays, holidays of K
band b = holidays of K
band c = holidays
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:11:1 R0140 c and b both hold on a holiday of H and K that is a monday, at 00:00']
  },
  {
    title: 'knows no calendar that is not declared',
    text:
      OPERATOR +
      `tariff v for voice {
band a = holidays of NSW
band b = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:3:10 R0111 no calendar is declared, and NSW is used']
  },
  {
    title: 'bounds the kinds of days',
    text:
      OPERATOR +
      `tariff v for voice {
band a = ${Array.from({ length: 31 }, (_, index) => `${index + 1} january`).join(', ')}
band b = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:2:8 R0146 the bands of v tell too many kinds of days apart: 200 combinations of dates and calendars are the most'
    ]
  },
  {
    title: 'takes one otherwise',
    text:
      OPERATOR +
      `tariff v for voice {
band a = otherwise
band b = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:4:1 R0142 two bands are otherwise: a minute in no other band would be in both']
  },
  {
    title: 'wants a calendar where bands speak of holidays',
    text:
      OPERATOR +
      `tariff v for voice {
band a = weekdays except holidays
band b = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:3:1 R0143 band a speaks of holidays, but the operator names no calendar']
  },
  {
    title: 'warns of a band that holds at no minute',
    text:
      OPERATOR +
      `tariff v for voice {
band a = monday..sunday
band b = otherwise
rates {
| band | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:4:1 R0144 band b holds at no minute of the week']
  }
]

describe('the checker', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })
})
