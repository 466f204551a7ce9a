// Laws 4 and 5 for rates and zone tables: a rate for every cell, every prefix once, and nothing that cannot apply.
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
    title: 'wants a rate for every zone and band, and says when it is missing',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
band day = 00:00..22:00
band night = otherwise
rates {
| zone | band | price |
| local | * | 0.10 per minute |
| national | * | 0.1 per minute |
| mobile | day | 0.1 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:8:8 R0152 mobile, all days 22:00..24:00 (band night) has no rate']
  },
  {
    title: 'wants a rate for every zone',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
rates {
| zone | price |
| local | 0.10 per minute |
| national | 0.1 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:8:8 R0152 mobile has no rate']
  },
  {
    title: 'offers the nearest zone and band',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
band day = otherwise
rates {
| zone | band | price |
| locla | * | 0.10 per minute |
| national | dya | 0.1 per minute |
| * | * | 0.1 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:13:3 R0111 tariff v has no zone named locla',
      'a.farthing:14:14 R0111 tariff v has no band named dya'
    ]
  },
  {
    title: 'knows no zone table of that name',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in world
rates {
| zone | price |
| * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:9:26 R0111 there is no zone table named world']
  },
  {
    title: 'refuses two rows that both apply when neither is more specific',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
band day = 00:00..22:00
band night = otherwise
rates {
| zone | band | price |
| * | day | 0.10 per minute |
| national | * | 0.1 per minute |
| * | * | 0.1 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:14:1 R0154 two rows apply to national in band day: this one and the one in line 15; neither is more specific, so write a row for national in band day'
    ]
  },
  {
    title: 'refuses two rows for the same zone',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
rates {
| zone | price |
| * | 0.10 per minute |
| local | 0.10 per minute |
| local | 0.11 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:14:1 R0153 two rows give a rate for the same zone and band, and neither is an exception of the other'
    ]
  },
  {
    title: 'warns of a row that never applies',
    text:
      OPERATOR +
      ZONES +
      `tariff v for voice {
zone by called number in w
band day = otherwise
rates {
| zone | band | price |
| * | day | 0.10 per minute |
| * | * | 0.10 per minute |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: ['a.farthing:14:1 R0155 this row never applies: every zone and band that it is for has a row of its own']
  },
  {
    title: 'takes each prefix once',
    text:
      OPERATOR +
      `zones w {
| prefix | zone |
| 61 | a |
| 61 | b |
| x1 | c |
}
`,
    found: [
      'a.farthing:5:1 R0131 prefix 61 is listed twice, in a and in b',
      'a.farthing:6:3 R0022 the column `prefix` takes a telephone number such as +61293334444, not `x1`'
    ]
  },
  {
    title: 'warns of prefixes that decide nothing',
    text:
      OPERATOR +
      `zones w {
| prefix | zone |
| 61 | a |
| 610 | b |
| 611 | b |
| 612 | b |
| 613 | b |
| 614 | b |
| 615 | b |
| 616 | b |
| 617 | b |
| 618 | b |
| 619 | b |
| 6155 | b |
}
`,
    found: [
      'a.farthing:4:1 R0132 prefix 61 decides nothing: every number that goes on has a longer prefix',
      'a.farthing:15:1 R0133 prefix 6155 changes nothing: 615 is in b already'
    ]
  },
  {
    title: 'places errors in a CSV file by line and column',
    text:
      OPERATOR +
      `zones w from "z.csv"
`,
    files: { 'z.csv': 'prefix,zone\n61,a\nabc,b\n61,c\n62\n63,"d\n' },
    found: [
      'z.csv:3:1 R0022 the column `prefix` takes a telephone number such as +61293334444, not `abc`',
      'z.csv:4:1 R0131 prefix 61 is listed twice, in a and in c',
      'z.csv:5:1 R0054 this row has 1 cell, the header 2',
      'z.csv:6:4 R0059 this quotation mark is never closed'
    ]
  },
  {
    title: 'offers the nearest file',
    text:
      OPERATOR +
      `zones w from "zonse.csv"
`,
    files: { 'zones.csv': 'prefix,zone\n61,a\n' },
    found: ['a.farthing:2:14 R0121 there is no file `zonse.csv`']
  },
  {
    title: 'knows that a split call may go on from a limited price into one that is known with the bill only',
    text:
      OPERATOR +
      ZONES +
      `tiers t = volume { counted per account, reset every month
| up to | price |
| * | 0.10 per minute |
}
tariff v for voice {
zone by called number in w
band day = 00:00..22:00
band night = otherwise
rates {
| zone | band | price | maximum |
| local | day | 0.20 per minute | 1.00 |
| local | night | tiers t | |
| national | * | 0.20 per minute | 1.00 |
| mobile | * | tiers t | |
}
}
plan p "P" { from 2026-01-01 }
`,
    found: [
      'a.farthing:18:35 R0214 a call may go on into a band that tiers price when the bill is made: it has no minimum and no maximum'
    ]
  }
]

describe('the checker', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })
})
