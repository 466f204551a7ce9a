// Law 4 within a block: what can be said in two ways is said in one.
import { compileRules } from '../rule-set/compile-rules.ts'
import { type CheckedText, findingsOf } from './findings-of.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "Australia/Melbourne" }
`
const cases: readonly CheckedText[] = [
  {
    title: 'one end',
    text:
      OPERATOR +
      `tariff t for voice { until 2026-06-01; from 2026-01-01 until 2027-01-01
rates {
| price |
| free |
}
}
plan p "P" { from 2026-01-01 until 2027-01-01; until 2026-06-01 }
feature f "F" { from 2026-01-01; until 2026-06-01 }
`,
    found: [
      'a.farthing:2:22 R0620 this block says twice until when it holds: 2027-01-01 and 2026-06-01',
      'a.farthing:8:48 R0620 this block says twice until when it holds: 2027-01-01 and 2026-06-01'
    ]
  },
  {
    title: 'one zoning',
    text:
      OPERATOR +
      `zones w { | prefix | zone |
| 61 | local |
}
tariff t for voice {
zone by called number in w
one zone home
rates {
| price |
| free |
}
}
`,
    found: [
      'a.farthing:7:1 R0620 this tariff finds zones in tables, and has every event in the one zone home: only one can hold'
    ]
  }
]

describe('a block has', () => {
  it.each(cases)('$title', one => {
    expect(findingsOf(one)).toEqual(one.found)
  })

  it('kept what it said when it was published', () => {
    for (const { text } of cases) {
      const files = new Map([['a.farthing', text]])
      expect(compileRules({ files, signatures: [], published: true }).ok).toBe(true)
    }
  })
})
