import { parseFile } from './parse-file.ts'
import { sampleCatalogue } from './sample-signatures.ts'

const catalogue = sampleCatalogue()

const around: Readonly<Record<string, readonly [string, string]>> = {
  file: ['', ''],
  plan: ['plan x "X" {\n  ', '\n}\n'],
  operator: ['operator "X" {\n  currency AUD\n  ', '\n}\n'],
  tariff: ['tariff t for voice {\n  ', '\n}\n'],
  example: ['example "x" {\n  ', '\n}\n'],
  invoice: ['example "x" {\n  expect invoice {\n  ', '\n}\n}\n']
}

function problemsOf(text: string) {
  return parseFile({ file: 'x.rules', text }, catalogue).diagnostics
}

/** The statement after the fix of its only problem. */
function mended(kind: string, statement: string): string | null {
  const [before, after] = around[kind] ?? ['', '']
  const text = before + statement + after
  const [problem] = problemsOf(text)
  if (!problem?.fix) return null
  const edits = problem.fix.edits.toSorted((a, b) => b.start - a.start)
  const fixed = edits.reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text)
  expect(problemsOf(fixed).map(({ message }) => message)).toEqual([])
  return fixed.slice(before.length, fixed.length - after.length)
}

// Where a third text is given, it is what the offered fix makes of the statement, and that must be right.
const wrong: readonly (readonly [kind: string, statement: string, message: string, fixed?: string])[] = [
  ['file', 'plna x "X" { }', 'R0020 no statement at the top level of a file begins with `plna`', 'plan x "X" { }'],
  ['plan', 'trif voice-standard', 'R0020 no statement in a `plan` block begins with `trif`', 'tariff voice-standard'],
  ['plan', 'incd unlimited sms', 'R0020 no statement in a `plan` block begins with `incd`'],
  [
    'operator',
    'timezone "Australia/Sydney"',
    'R0020 no statement in an `operator` block begins with `timezone`',
    'time zone "Australia/Sydney"'
  ],
  ['plan', 'currency AUD', 'R0021 `currency` does not stand in a `plan` block; it stands in `operator` blocks'],
  ['plan', '// note', 'R0020 comments begin with #', '# note'],
  ['plan', '12 setup', 'R0020 a statement begins with a word, not with `12`'],
  ['plan', 'rent 20.00 pre month', 'R0022 expected `per`, found `pre`', 'rent 20.00 per month'],
  ['plan', 'rent 20.00', 'R0023 the statement ends too soon after `20.00`: expected `per`'],
  ['plan', 'rent per month', 'R0022 expected an amount of money such as 40.00, found `per`'],
  [
    'plan',
    'rent 20.00 per month,',
    'R0023 the statement ends too soon after `,`: expected `prorated by` or `not prorated`',
    'rent 20.00 per month'
  ],
  [
    'plan',
    'rent 20.00 per month prorated by day',
    'R0027 a comma is missing before `prorated by`',
    'rent 20.00 per month, prorated by day'
  ],
  [
    'plan',
    'rent 20.00 per month, in advance',
    'R0028 no comma stands before `in advance`',
    'rent 20.00 per month in advance'
  ],
  [
    'plan',
    'rent 20.00 per month, prorated by day in arrears',
    'R0025 `in arrears` comes too late: write it before `, prorated by`',
    'rent 20.00 per month in arrears, prorated by day'
  ],
  ['plan', 'rent 20.00 per month in advance in advance', 'R0026 the clause `in advance` is written twice'],
  [
    'plan',
    'rent 20.00 per month, prorated by days',
    'R0022 expected `day`, `day of 30` or `second`, found `days`',
    'rent 20.00 per month, prorated by day'
  ],
  ['plan', 'rent 20.00 per 30 day', 'R0032 write 30 days', 'rent 20.00 per 30 days'],
  [
    'plan',
    'rent 20.00 per fortnight',
    'R0032 `fortnight` is not a period; write month, quarter, year, week or 14 days'
  ],
  ['plan', 'rent 40 min per month', 'R0032 `40 min` is a time; money is wanted here, such as 0.12'],
  ['plan', 'rent 20,00 per month', 'R0044 `20,00`: decimals follow a point', 'rent 20.00 per month'],
  ['plan', 'rent 1,000.00 per month', 'R0044 `1,000.00`: digits are not grouped', 'rent 1000.00 per month'],
  [
    'plan',
    'rent 1.000,50 per month',
    'R0044 `1.000,50`: digits are not grouped, and decimals follow a point',
    'rent 1000.50 per month'
  ],
  ['plan', 'rent 20.00 eur per month', 'R0034 `eur` is not a currency', 'rent 20.00 EUR per month'],
  ['plan', 'rent 20.00 XQZ per month', 'R0034 `XQZ` is not a currency'],
  ['plan', 'rent -20.00 per month', 'R0037 `-20.00` is negative; an amount of zero or more is wanted here'],
  ['plan', 'rent 0.1234567 per month', 'R0039 `0.1234567` has more than six decimals'],
  [
    'plan',
    'rent $20.00 per month',
    'R0001 this character means nothing here: `$` (amounts stand alone: 10.00)',
    'rent 20.00 per month'
  ],
  ['plan', 'setup 10%', 'R0032 `10%` is a percentage; money is wanted here, such as 0.12'],
  ['plan', 'setup "10.00"', 'R0008 `10.00` stands without quotation marks', 'setup 10.00'],
  [
    'plan',
    'setup 10.00 tariff x',
    'R0024 a new statement begins with `tariff`: write it on a line of its own, or after ;',
    'setup 10.00; tariff x'
  ],
  ['plan', 'setup 10.00 once', 'R0024 the statement is complete before `once`'],
  ['plan', 'include 1000 of voice', 'R0030 1000 has no unit: write 1000 min, 1000 GB or 1000 sms'],
  [
    'plan',
    'include 5 Gb of data',
    'R0031 `Gb` is not a unit; a quantity is wanted here, such as 30 min, 5 GB or 100 sms',
    'include 5 GB of data'
  ],
  [
    'plan',
    'include 5 gigs of data',
    'R0031 `gigs` is not a unit; a quantity is wanted here, such as 30 min, 5 GB or 100 sms'
  ],
  [
    'plan',
    'include 40 EUR of data',
    'R0032 `40 EUR` is money; a quantity is wanted here, such as 30 min, 5 GB or 100 sms'
  ],
  ['plan', 'tariff a b', 'R0027 a comma is missing before `b`', 'tariff a, b'],
  ['plan', 'tariff a and b', 'R0027 names are listed with commas, not with `and`', 'tariff a, b'],
  ['plan', 'tariff a, b, a', 'R0047 `a` is in this list already'],
  ['plan', 'family mobile, level two', 'R0022 expected a whole number, found `two`'],
  ['plan', 'family mobile, level 2.5', 'R0037 `2.5`: write a whole number from 0 to 1000000000'],
  [
    'plan',
    'family mobile, level 2 GB',
    'R0032 a plain whole number is wanted here, without `GB`',
    'family mobile, level 2'
  ],
  ['plan', 'setup 1.00 { }', 'R0015 the statement `setup` takes no block'],
  ['plan', 'from 2026-3-1', 'R0035 `2026-3-1` is not a date; dates are written 2026-03-01', 'from 2026-03-01'],
  ['plan', 'from 2026-02-30', 'R0035 there is no `2026-02-30`: 2026-02 has 28 days'],
  ['plan', 'from 2026-13-01', 'R0035 there is no `2026-13-01`: months are 01 to 12'],
  ['plan', 'from 01/03/2026', 'R0035 `01/03/2026` is not a date; dates are written year-month-day, 2026-03-01'],
  [
    'plan',
    'from 2026-03-01 untill 2026-06-01',
    'R0022 expected `until`, found `untill`',
    'from 2026-03-01 until 2026-06-01'
  ],
  [
    'plan',
    'from 2026-03-01 to 2026-06-01',
    'R0024 the statement is complete before `to`; only `until` may follow here'
  ],
  ['file', 'plan mobile 20 "M" { }', 'R0022 a name is one word: mobile-20', 'plan mobile-20 "M" { }'],
  [
    'file',
    'plan 5g-max "M" { }',
    'R0007 a name that begins with a digit stands between quotation marks',
    'plan "5g-max" "M" { }'
  ],
  [
    'file',
    'plan mobile-20 Mobile 20 { }',
    'R0007 a text stands between quotation marks',
    'plan mobile-20 "Mobile 20" { }'
  ],
  [
    'file',
    'plan mobile-20 \u201cMobile\u201d { }',
    'R0001 quotation marks are straight: "',
    'plan mobile-20 "Mobile" { }'
  ],
  ['file', 'plan mobile-20 "Mobile', 'R0002 the text `"Mobile` has no closing quotation mark'],
  ['file', 'plan mobile-20 "Mo\\nbile" { }', 'R0006 `\\n` means nothing; write a backslash as \\\\'],
  ['file', 'tariff for voice { }', 'R0022 expected the name of a tariff, found `for`'],
  ['file', 'tariff x {\n}', 'R0023 the statement ends too soon after `x`: expected `for`'],
  ['file', 'plan x "X"', 'R0014 the statement `plan` needs a block: expected `{`'],
  ['tariff', 'band peak = weekday 08:00..20:00', 'R0032 `weekday` is not a day', 'band peak = weekdays 08:00..20:00'],
  [
    'tariff',
    'band peak = weekdays 8:00..20:00',
    'R0036 hours have two digits: 08:00',
    'band peak = weekdays 08:00..20:00'
  ],
  [
    'tariff',
    'band peak = weekdays 08:00-20:00',
    'R0009 a range is written with two dots: 08:00..20:00',
    'band peak = weekdays 08:00..20:00'
  ],
  [
    'tariff',
    'band peak = monday-friday',
    'R0009 a range is written with two dots: monday..friday',
    'band peak = monday..friday'
  ],
  ['tariff', 'band peak = 20:00..25:00', 'R0036 there is no time `25:00`; the day ends at 24:00'],
  ['tariff', 'band peak = 08:00..08:00', 'R0045 08:00..08:00 is empty; the whole day is 00:00..24:00'],
  ['tariff', 'band offpeak = other', 'R0032 `other` is not a day', 'band offpeak = otherwise'],
  ['tariff', 'band peak weekdays', 'R0022 expected `=`, found `weekdays`'],
  [
    'example',
    'at 2026-03-02T10:00 call +61293334444 for 61s',
    'R0035 `2026-03-02T10:00` is not a date; a date and time is written 2026-03-02 10:00',
    'at 2026-03-02 10:00 call +61293334444 for 61s'
  ],
  [
    'example',
    'at 2026-03-02 10:00 call +61 2 9333-4444 for 61s',
    'R0038 a telephone number is written in one piece: +61293334444',
    'at 2026-03-02 10:00 call +61293334444 for 61s'
  ],
  ['example', 'at 2026-03-02 10:00 call +61293334444 for 61', 'R0030 61 has no unit: write 61s or 61 min'],
  ['example', 'expect charge 1 min * 2 s = 1', 'R0040 time and time cannot be multiplied'],
  ['example', 'expect charge 0.39 + 1.5 min = 1', 'R0040 `0.39` (a plain number) and time cannot be added'],
  ['example', 'expect charge 1 EUR + 1 AUD = 1', 'R0040 EUR and AUD cannot be added'],
  ['example', 'expect charge 1 / 0 = 1', 'R0040 nothing can be divided by 0'],
  ['example', 'expect charge 10 / 3 = 1', 'R0042 this does not come to a number of at most six decimals'],
  ['example', 'expect charge 5 min = 1', 'R0032 this comes to a time; an amount of money is wanted here'],
  ['example', 'expect charge 1 +2 = 3', 'R0022 write a space after +'],
  ['example', 'expect charge (1 + 2 = 3', 'R0041 this bracket is never closed: `)` is missing'],
  ['example', 'expect charge 1 + = 3', 'R0022 expected an amount, found `=`'],
  [
    'invoice',
    'charge "M" 2026-04-01..2026-04-01 40.00',
    'R0045 2026-04-01..2026-04-01 is empty: the end is not included, so it must be later than the beginning'
  ]
]

describe('a wrong statement', () => {
  const cases = wrong.map(([kind, statement, message, fixed]) => ({ kind, statement, message, fixed }))

  it.each(cases)('$kind: $statement', ({ kind, statement, message, fixed }) => {
    const [before, after] = around[kind] ?? ['', '']
    const found = problemsOf(before + statement + after)
    expect(found.map(problem => `${problem.code} ${problem.message}`)).toEqual([message])
    if (fixed !== undefined) expect(mended(kind, statement)).toBe(fixed)
  })

  it('is told from its neighbours: every one in a file is found in one run', () => {
    const inPlan = wrong.filter(([kind, statement]) => kind === 'plan' && !statement.startsWith('12'))
    const text = `plan x "X" {\n${inPlan.map(([, statement]) => `  ${statement}`).join('\n')}\n}\n`
    const found = problemsOf(text)
    const lines = new Set(found.map(({ line }) => line))
    expect(lines.size).toBeGreaterThanOrEqual(inPlan.length - 1)
  })
})
