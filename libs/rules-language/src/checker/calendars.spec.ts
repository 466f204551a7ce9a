// Calendars: days listed, public holidays of regions, days added and removed; what was looked up stays with the version.
import { compileRules, type CompileResult } from '../rule-set/compile-rules.ts'
import type { PublicHolidays } from '../rule-set/public-holidays.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)

/** Knows two regions and these days of each. */
function source(...dates: readonly string[]): PublicHolidays {
  return {
    regions: () => ['AU-NSW', 'AU-VIC'],
    days: (region, from, until) =>
      dates
        .filter(date => date >= from.toString() && date < until.toString())
        .map(date => ({ date: day(date), title: `A "day", ${region}` }))
  }
}

const known = source('2025-12-25', '2026-01-01', '2026-06-08', '2026-12-25', '2027-01-01')

function rulesWith(...lines: readonly string[]): string {
  return `operator "X" { currency AUD; time zone "Australia/Melbourne"; holidays H }
holidays H {
${lines.join('\n')}
}
`
}

function compiled(text: string, publicHolidays?: PublicHolidays, more: Iterable<[string, string]> = []): CompileResult {
  const files = new Map([['a.farthing', text], ...more])
  return compileRules({ files, signatures: [], ...(publicHolidays === undefined ? {} : { publicHolidays }) })
}

function daysOf(result: CompileResult): string[] {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('; '))
  return (result.rules.holidays.get('H')?.days ?? []).map(({ date, title }) => `${date} ${title}`)
}

function findings(result: CompileResult): string[] {
  const notable = result.diagnostics.filter(({ code }) => code !== 'R0112')
  return notable.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`)
}

const YEAR = 'public holidays of AU-VIC from 2026-01-01 until 2027-01-01'

describe('a calendar', () => {
  it('holds rows, public holidays from one day until another, and days added, without those removed', () => {
    const text = rulesWith(
      '| date | name |',
      '| 2026-05-01 | "Ours" |',
      YEAR,
      'add 2026-09-25 "Final"',
      'remove 2026-06-08'
    )
    expect(daysOf(compiled(text, known))).toEqual([
      '2026-05-01 Ours',
      '2026-09-25 Final',
      '2026-01-01 A "day", AU-VIC',
      '2026-12-25 A "day", AU-VIC'
    ])
  })

  it('takes several regions, each day once', () => {
    const text = rulesWith(YEAR, 'public holidays of AU-NSW from 2026-12-01 until 2027-02-01')
    expect(daysOf(compiled(text, known))).toEqual([
      '2026-01-01 A "day", AU-VIC',
      '2026-06-08 A "day", AU-VIC',
      '2026-12-25 A "day", AU-VIC',
      '2027-01-01 A "day", AU-NSW'
    ])
  })

  it.each([
    [
      ['public holidays of VIC from 2026-01-01 until 2027-01-01'],
      ['3:20 R0202 no public holidays of VIC are known here']
    ],
    [
      ['public holidays of AU-VIC from 2026-01-01 until 2026-01-01'],
      ['3:49 R0045 until 2026-01-01 is not after from 2026-01-01: no day is between them']
    ],
    [
      ['public holidays of AU-VIC from 1026-01-01 until 2026-01-01'],
      ['3:49 R0118 public holidays of more than 200 years: is a date mistyped?']
    ],
    [
      ['public holidays of AU-VIC from 2026 until 2027-01-01', 'remove 2026-06-08', 'remove 2026-12-25'],
      [expect.stringMatching(/^3:32 R00/)]
    ],
    [[YEAR, 'remove 2026-06-09'], ['4:8 R0201 2026-06-09 is no holiday of H: there is nothing to remove']],
    [[YEAR, 'add 2026-06-08 "Birthday"'], ['4:5 R0200 2026-06-08 is a public holiday already: A "day", AU-VIC']],
    [['add 2026-06-08 "A"', 'add 2026-06-08 "B"'], ['4:5 R0117 2026-06-08 is listed twice']]
  ])('%j', (lines, found) => {
    expect(findings(compiled(rulesWith(...lines), known))).toEqual(found)
  })

  it('knows no region where nobody can be asked', () => {
    expect(findings(compiled(rulesWith(YEAR)))).toEqual(['3:20 R0202 no public holidays of AU-VIC are known here'])
  })
})

describe('a version', () => {
  const first = compiled(rulesWith(YEAR), known)
  const resolved = first.ok ? first.resolved : new Map<string, string>()

  it('holds the days that were looked up', () => {
    expect([...resolved.keys()]).toEqual(['public-holidays/AU-VIC_2026-01-01_2027-01-01.csv'])
  })

  it('compiles to the same from its own files, whatever is known since, or with nobody to ask', () => {
    for (const later of [source('2026-07-14'), undefined]) {
      const again = compiled(rulesWith(YEAR), later, resolved)
      expect(daysOf(again)).toEqual(daysOf(first))
      expect(again.ok && again.rules.version).toBe(first.ok && first.rules.version)
    }
  })

  it('is another when other days are known', () => {
    const later = compiled(rulesWith(YEAR), source('2026-07-14'))
    expect(later.ok && later.rules.version).not.toBe(first.ok && first.rules.version)
  })
})
