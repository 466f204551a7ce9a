// Large decks and hostile files: a verdict in time that grows with the size of the file and no faster.
import { compileRules } from '../rule-set/compile-rules.ts'

const ROWS = 20_000
const OPERATOR = 'operator "X" { currency AUD; time zone "Australia/Melbourne" }\n'
const NONE: readonly never[] = []
/** Far above what it takes, far below what a quadratic walk would take. */
const PATIENCE_MS = 60_000

function deck(price: (row: number) => string): Map<string, string> {
  const rules = `${OPERATOR}zones w from "z.csv"
tariff v for voice {
  zone by called number in w
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  rates from "r.csv"
}
`
  const rows = Array.from({ length: ROWS }, (_, row) => row)
  const zones = rows.map(row => `${100_000 + row * 7},zone ${row}`)
  const rates = rows.map(row => `zone ${row},*,0.39,${price(row)},60s / ${1 + (row % 60)}s`)
  return new Map([
    ['a.farthing', rules],
    ['z.csv', `prefix,zone\n${zones.join('\n')}`],
    ['r.csv', `zone,band,setup,price,increment\n${rates.join('\n')}`]
  ])
}

describe('a deck of 20,000 rows', () => {
  it(
    'compiles and rates',
    () => {
      const result = compileRules({ files: deck(row => `0.${10 + (row % 80)} per minute`), signatures: NONE })
      if (!result.ok) throw new Error(result.diagnostics[0]?.message)
      const tariff = result.rules.tariffs.get('v')?.[0]
      const startedAt = Temporal.Instant.from('2026-03-02T00:00Z').epochMilliseconds
      expect(tariff?.rate({ startedAt, quantity: 60_000, to: `${100_000 + 19_999 * 7}` })).toMatchObject({
        zone: 'zone 19999',
        amount: 390_000 + 890_000
      })
    },
    PATIENCE_MS
  )

  it(
    'lists some of its errors and counts the rest when every row is wrong',
    () => {
      const result = compileRules({ files: deck(() => '0.10 per MB'), signatures: NONE })
      const wrong = result.diagnostics.filter(({ code }) => code === 'R0151')
      expect(wrong).toHaveLength(50)
      expect(wrong[0]).toMatchObject({ file: 'r.csv', line: 2, column: 15 })
      expect(result.diagnostics.at(-1)?.message).toBe('19950 more of R0151, not listed')
    },
    PATIENCE_MS
  )
})

describe('hostile files', () => {
  it.each([
    ['statements that repeat', 'plan p "P" { from 2026-01-01 }\n'],
    ['missing files', 'tariff t for voice { rates from "x.csv" }\n'],
    ['unknown names', 'example "x" { on 2026-01-01 subscribe nobody }\n'],
    ['bands', 'tariff t for voice { band a = weekdays; band a = saturday }\n']
  ])(
    '%s',
    (_, line) => {
      const repeats = Math.floor(200_000 / line.length)
      const result = compileRules({
        files: new Map([['a.farthing', OPERATOR + line.repeat(repeats)]]),
        signatures: NONE
      })
      expect(result.ok).toBe(false)
      expect(result.diagnostics.length).toBeLessThan(1000)
    },
    PATIENCE_MS
  )
})
