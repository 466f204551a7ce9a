// A call belongs to the version in force when it begins. Where it runs on after the last day of that version, its bands are still those of the days it meets.
import type { TariffVersion } from './tariff.ts'
import { compileRules } from './compile-rules.ts'
import { pinnedRules } from './pinned-rules.ts'

const DECK = Array.from({ length: 300 }, (_, index) => `| ${1000 + index} | z${index} |`).join('\n')
const RATES = Array.from({ length: 300 }, (_, index) => `| z${index} | * | ${index + 1}.00 per minute |`).join('\n')

const CALENDARS = ['H', 'K', 'L']
  .map(
    name => `holidays ${name} {
| date | name |
| 2026-12-25 | "Christmas" |
}`
  )
  .join('\n')

const ROWS = `| near | * | 0.10 per minute |
| near | newyear | 0.50 per minute |
${RATES}`

const BANDS = `band newyear = 31 december..3 january
band day = weekdays 08:00..20:00 except 31 december..3 january
band night = otherwise`

function compiled(dates: string, bands = BANDS, rows = ROWS) {
  const text = `operator "X" { currency AUD; time zone "UTC" }
${CALENDARS}
zones w {
| prefix | zone |
| 2 | near |
${DECK}
}
tariff voice for voice {
${dates}
zone by called number in w
${bands}
calls crossing bands are split
rates {
| zone | band | price |
${rows}
} }
plan p "P" { from 2026-01-01 }
`
  const result = compileRules({ files: new Map([['a.farthing', text]]), signatures: [] })
  if (!result.ok) throw new Error(result.diagnostics.map(({ line, message }) => `${line} ${message}`).join('\n'))
  return result.rules
}

function rated(tariff: TariffVersion | undefined, start: string, minutes: number): string {
  const startedAt = Temporal.Instant.from(`${start}Z`).epochMilliseconds
  const outcome = tariff?.rate({ startedAt, quantity: minutes * 60_000, to: '2' })
  if (outcome === undefined) return 'no tariff'
  return outcome.ok ? `${outcome.zone} ${outcome.bands} ${outcome.amount / 1e6}` : outcome.detail
}

describe('a call over the end of a version', () => {
  it.each([
    ['meets a kind of day on another weekday', 'from 2026-03-01 until 2027-01-01', '2026-12-31T23:55', 'newyear 7.5'],
    [
      'meets days that the version has none of',
      'from 2026-03-01 until 2026-12-31',
      '2026-12-30T23:55',
      'night+newyear 5.5'
    ],
    ['meets an ordinary day', 'from 2026-12-31 until 2027-01-03', '2027-01-02T23:55', 'newyear+night 3.5']
  ])('%s', (_, dates, start, expected) => {
    expect(rated(compiled(dates).tariffs.get('voice')?.[0], start, 15)).toBe(`near ${expected}`)
  })

  it('waits where no band holds then, and says so', () => {
    const bands = `band newyear = 2026-12-31..2027-01-01
band day = 2026-12-28..2026-12-31`
    const tariff = compiled('from 2026-12-28 until 2027-01-01', bands).tariffs.get('voice')?.[0]
    expect(rated(tariff, '2026-12-31T23:45', 15)).toBe('near newyear 7.5')
    expect(rated(tariff, '2026-12-31T23:55', 15)).toBe(
      'no band of tariff voice holds at some time of the event, outside the days of the tariff: one that is otherwise holds always'
    )
  })

  it('needs rows of the bands that hold while the version does', () => {
    const bands = `band summer = 1 june..2 june
band rest = otherwise`
    const tariff = compiled('from 2026-12-01 until 2027-01-01', bands, '| * | rest | 0.20 per minute |').tariffs
    expect(rated(tariff.get('voice')?.[0], '2026-12-31T23:55', 15)).toBe('near rest 3')
  })

  it('waits on days of more kinds than there is room for, where the version holds on few', () => {
    const dates = Array.from({ length: 29 }, (_, index) => `${2027 + index}-01-01`)
    const bands = `band rest = daily except ${dates.join(', ')}, holidays of H, holidays of K, holidays of L
band newyear = otherwise`
    const tariff = compiled('from 2026-12-01 until 2027-01-01', bands).tariffs.get('voice')?.[0]
    expect(rated(tariff, '2026-12-31T23:45', 15)).toBe('near rest 1.5')
    expect(rated(tariff, '2026-12-31T23:55', 15)).toContain('no band of tariff voice holds')
  })
})

describe('rules as they are on one day', () => {
  it('rate any day by its own band', () => {
    const rules = compiled('from 2026-12-01 until 2027-01-01')
    const tariff = pinnedRules(rules, Temporal.PlainDate.from('2026-12-10')).rules.tariffs.get('voice')?.[0]
    expect(rated(tariff, '2025-12-31T10:00', 10)).toBe('near newyear 5')
    expect(rated(tariff, '2025-12-30T10:00', 10)).toBe('near day 1')
  })
})
