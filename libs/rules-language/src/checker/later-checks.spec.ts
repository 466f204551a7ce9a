// What later releases refuse: an error of new texts, and nothing that stops what was published (docs/decisions/0198).
import { compileRules } from '../rule-set/compile-rules.ts'

const OPERATOR = `operator "X" { currency AUD; time zone "UTC" }
`
const RATED = `zones w from "w.csv"
tariff v for voice { zone by called number in w
rates from "v.csv"
}
`

const cases: readonly (readonly [what: string, code: string, files: Readonly<Record<string, string>>])[] = [
  [
    'text after a field of a CSV file',
    'R0621',
    {
      'a.farthing': OPERATOR + RATED,
      'w.csv': 'prefix,zone\n200,"near"-by',
      'v.csv': 'zone,price\nnear,"0.10 per minute" net'
    }
  ],
  [
    'a country code with a 0 before it',
    'R0622',
    {
      'a.farthing': OPERATOR.replace(' }', '; country 0049, trunk prefix 0 }') + RATED,
      'w.csv': 'prefix,zone\n200,near',
      'v.csv': 'zone,price\nnear,0.10 per minute'
    }
  ],
  [
    'a later step for the first so many minutes',
    'R0623',
    {
      'a.farthing': OPERATOR + RATED,
      'w.csv': 'prefix,zone\n200,near',
      'v.csv':
        'zone,price\nnear,0.10 per minute for the first 3 min then free for the first 10 min then 0.01 per minute'
    }
  ],
  [
    'a first step for the next so many minutes',
    'R0623',
    {
      'a.farthing': OPERATOR + RATED,
      'w.csv': 'prefix,zone\n200,near',
      'v.csv': 'zone,price\nnear,0.10 per minute for the next 3 min then free'
    }
  ],
  [
    'a policy that sends the message of invoices',
    'R0627',
    {
      'a.farthing': `${OPERATOR}${RATED}message "invoice-issued" { facts number; by sms from "m.hbs" }
policy late { when owed > 50.00: notify "invoice-issued" }
`,
      'w.csv': 'prefix,zone\n200,near',
      'v.csv': 'zone,price\nnear,0.10 per minute'
    }
  ],
  [
    'a fact of an account in the message of invoices',
    'R0300',
    {
      'a.farthing': `${OPERATOR}${RATED}message "invoice-issued" { facts owed; by sms from "m.hbs" }\n`,
      'w.csv': 'prefix,zone\n200,near',
      'v.csv': 'zone,price\nnear,0.10 per minute'
    }
  ],
  [
    'such texts in every line of a deck',
    'R0621',
    {
      'a.farthing': OPERATOR + RATED,
      'w.csv': `prefix,zone\n${Array.from({ length: 300 }, (_, index) => `${index + 100},"near" x`).join('\n')}`,
      'v.csv': 'zone,price\nnear,0.10 per minute'
    }
  ]
]

describe('a later check', () => {
  it.each(cases)('refuses %s in new rules alone', (_, code, texts) => {
    const files = new Map(Object.entries(texts))
    const asNew = compileRules({ files, signatures: [] })
    expect([
      ...new Set(asNew.diagnostics.filter(({ severity }) => severity === 'error').map(found => found.code))
    ]).toEqual([code])
    const published = compileRules({ files, signatures: [], published: true })
    expect(published.ok && [...published.rules.tariffs.keys()]).toEqual(['v'])
    const rated = published.ok ? published.rules.tariffs.get('v')?.[0] : undefined
    expect(
      rated?.rate({
        startedAt: Temporal.Instant.from('2026-06-17T10:00Z').epochMilliseconds,
        quantity: 60_000,
        to: '2001'
      }).ok
    ).toBe(true)
  })
})
