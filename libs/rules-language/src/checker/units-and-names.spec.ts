// Law 2, names, and what is not reported twice.
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`
const ZONES = `zones w {
| prefix | zone |
| 61 | local |
| 612 | national |
| 614 | mobile |
}
`

const cases: readonly CheckedText[] = [
  {
    title: 'refuses usage of an example in the unit of another service',
    text:
      OPERATOR +
      `tariff v for voice { rates {
| price |
| 0.10 per minute |
} }
plan p "P" { }
example "x" {
on 2026-03-02 subscribe p
at 2026-03-02 10:00 use 5 GB of voice; expect balance 0.00 }
`,
    found: ['a.farthing:9:25 R0151 usage of voice is counted in seconds by tariff v, and `5 GB` is in bytes']
  },
  {
    title: 'refuses a data tariff priced by time',
    text:
      OPERATOR +
      `tariff d for data { rates {
| price | increment |
| 0.10 per minute | 60s |
} }
`,
    found: [
      'a.farthing:4:3 R0151 tariff d counts data, and this price is by time: `0.10 per minute`',
      'a.farthing:4:21 R0151 tariff d counts data, and this increment is by time: `60s`'
    ]
  },
  {
    title: 'refuses messages priced by data',
    text:
      OPERATOR +
      `tariff d for sms { rates {
| price |
| 0.10 per MB |
} }
`,
    found: ['a.farthing:4:3 R0151 tariff d counts messages, and this price is by data: `0.10 per MB`']
  },
  {
    title: 'asks what an unknown service is counted in',
    text:
      OPERATOR +
      `tariff d for parking { rates {
| price |
| 0.10 per call |
} }
`,
    found: ['a.farthing:2:14 R0150 no price tells what usage of parking is measured in']
  },
  {
    title: 'tells the unit of a service by its prices',
    text:
      OPERATOR +
      `tariff d for radio { rates {
| price |
| 0.10 per hour |
| 0.10 per hour |
} }
`,
    found: [
      'a.farthing:5:1 R0153 two rows give a rate for the same zone and band, and neither is an exception of the other'
    ]
  },
  {
    title: 'refuses foreign money, in tables and in statements',
    text:
      OPERATOR +
      `tariff d for sms { rates {
| setup | price |
| 1.00 USD | 0.10 EUR per sms |
} }
example "x" { on 2026-01-01 pay 5 EUR; expect balance 0.00 }`,
    found: [
      'a.farthing:4:3 R0033 1.00 USD is foreign money: amounts here are in AUD',
      'a.farthing:4:14 R0033 0.10 EUR is foreign money: amounts here are in AUD',
      'a.farthing:6:33 R0033 5.00 EUR is foreign money: amounts here are in AUD'
    ]
  },
  {
    title: 'refuses amounts beyond all measure',
    text:
      OPERATOR +
      `tariff d for sms { rates {
| price |
| 9999999999 per sms |
} }
`,
    found: ['a.farthing:4:3 R0160 the amount is over 1,000,000,000']
  },
  {
    title: 'wants free to be written',
    text:
      OPERATOR +
      `tariff d for sms { rates {
| price | maximum |
| 0.00 per sms | |
} }
tariff e for voice { rates {
| price |
| 0.00 per minute for the first 3 min then 0.05 per minute |
} }
tariff f for content, counted in events { rates {
| price | maximum |
| 1.00 per call | 0.00 |
} }
`,
    found: [
      'a.farthing:4:3 R0477 a price of nothing is written free',
      'a.farthing:8:3 R0477 a price of nothing is written free',
      'a.farthing:12:19 R0477 a maximum of nothing makes events free: write free as their price'
    ]
  },
  {
    title: 'wants the minimum below the maximum',
    text:
      OPERATOR +
      `tariff d for sms { rates {
| price | minimum | maximum |
| 1 per sms | 2 | 1 |
} }
`,
    found: ['a.farthing:4:19 R0156 the maximum is less than the minimum of the same row']
  },
  {
    title: 'wants rates',
    text:
      OPERATOR +
      `tariff d for sms { }
`,
    found: ['a.farthing:2:1 R0070 this `tariff` has no `rates`; write, for example: rates from "international.csv"']
  },
  {
    title: 'wants increments of whole milliseconds',
    text:
      OPERATOR +
      `tariff d for voice { rates {
| price | increment |
| 1 per minute | 0.0001s |
| 1 per minute | 0 s |
} }
`,
    found: [
      'a.farthing:4:18 R0157 the quantity of this increment must be from 1 ms to 366 days',
      'a.farthing:5:18 R0037 an increment is more than nothing'
    ]
  },
  {
    title: 'splits only what is measured in time',
    text:
      OPERATOR +
      `tariff d for data { band a = otherwise; calls crossing bands are split
 rates {
| price |
| 1 per GB |
} }
`,
    found: ['a.farthing:2:41 R0159 only what is measured in time can be split over bands: it is rated by its start']
  },
  {
    title: 'offers the nearest plan',
    text:
      OPERATOR +
      `plan mobile-40 "M" { from 2026-01-01 }
example "x" { on 2026-01-01 subscribe mobil-40
 on 2026-02-01 change to mobile-04; expect balance 0.00 }
`,
    found: [
      'a.farthing:3:39 R0111 there is no plan named mobil-40',
      'a.farthing:4:26 R0111 there is no plan named mobile-04'
    ]
  },
  {
    title: 'tells a letter that only looks Latin',
    text: `${OPERATOR}plan mobile-40 "M" { from 2026-01-01 }
example "x" { on 2026-01-01 subscribe m\u043ebile-40; expect balance 0.00 }
`,
    found: ['a.farthing:3:39 R0111 there is no plan named m\u043ebile-40 (its letter 2 is Cyrillic: U+043E)']
  },
  {
    title: 'does the sum of an example',
    text:
      OPERATOR +
      `plan p "P" { }
example "x" {
on 2026-03-02 subscribe p
at 2026-03-02 10:00 call 000 for 61s
expect charge 0.39 + 1.5 * 0.25 = 0.766 }
`,
    found: ['a.farthing:6:35 R0170 the left side comes to 0.765, not 0.766']
  },
  {
    title: 'does not report what a line that cannot be read may have said',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by caled number in w
rates {
| zone | price |
| local | 0.10 per minute |
} }
plan p "P { from 2026 }
example "y" { on 2026-01-01 subscribe p; expect balance 0.00 }`,
    found: [
      'a.farthing:9:9 R0022 expected `called` or `calling`, found `caled`',
      'a.farthing:14:8 R0002 the text `"P { from 2026 }` has no closing quotation mark'
    ]
  },
  {
    title: 'takes each name once',
    text:
      OPERATOR +
      ZONES +
      `zones w {
| prefix | zone |
| 61 | local |
| 612 | national |
| 614 | mobile |
}
`,
    found: ['a.farthing:8:7 R0110 zone table w is declared twice']
  },
  {
    title: 'says what an empty folder lacks',
    text: ``,
    found: ['a.farthing:1:1 R0100 no operator is declared: prices have no currency, and dates no zone']
  }
]

describe('the checker', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })
})
