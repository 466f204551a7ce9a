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
