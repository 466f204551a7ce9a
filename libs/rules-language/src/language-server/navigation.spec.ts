import { hoverAt } from './hover.ts'
import { BASE, marked, type Marked, markedBefore } from './marked-rules.ts'
import { definitionsAt, referencesAt } from './navigation.ts'
import { applyEdits, renamable, renameAt } from './rename.ts'

const places = ({ workspace, at }: Marked, declarations = true): string[] =>
  referencesAt(workspace, at, { declarations }).map(({ source, start }) => {
    const { file, line, column } = source.place(start)
    return `${file}:${line}:${column}`
  })

const definitions = ({ workspace, at }: Marked): string[] =>
  definitionsAt(workspace, at).map(({ source, start }) => `${source.file}:${source.lineOf(start)}`)

describe('definitions and references', () => {
  it('goes from a plan to its tariff, from a row to the zone in its CSV file, from a file name to the file', () => {
    expect(definitions(markedBefore('plans.farthing', 'voice\n'))).toEqual(['voice.farthing:3'])
    expect(definitions(markedBefore('voice.farthing', 'national |'))).toEqual(['zones.csv:3'])
    expect(definitions(markedBefore('operator.farthing', 'zones.csv'))).toEqual(['zones.csv:1'])
    expect(definitions(markedBefore('plans.farthing', 'from'))).toEqual([])
  })

  it('finds a name in rows, CSV files and statements of plugins', () => {
    expect(places(markedBefore('zones.csv', 'national'))).toEqual([
      'zones.csv:3:5',
      'voice.farthing:11:7',
      'voice.farthing:12:7'
    ])
    expect(places(markedBefore('voice.farthing', 'voice for'), false)).toEqual(['plans.farthing:5:10'])
  })

  it('keeps the bands of two tariffs apart', () => {
    const other = (BASE['voice.farthing'] ?? '').replace('tariff voice', 'tariff other')
    const { workspace, at } = marked({ 'other.farthing': other.replace('peak =', '▮peak =') })
    expect(referencesAt(workspace, at, { declarations: true }).map(({ source }) => source.file)).toEqual([
      'other.farthing',
      'other.farthing'
    ])
  })
})

/** Names where no slot says of what they are. */
const LOOSE = `plan a "A" {
  from 2026-01-01
  tariff voice
}
plan b "B" {
  from 2026-01-01
  tariff voice
}
message "told" {
  facts plan
  by sms from "m.hbs"
}
forbid change to b when plan is a or used(voice) > 5 min and spend(voice, local) reaches 20.00 "no"
example "by the name of the plan" {
  on 2026-03-02 subscribe a
  on 2026-03-02 subscribe b as a2
  on 2026-03-02 suspend for a
  on 2026-03-03 terminate for a2
  at 2026-03-04 10:00 call +61293334444 for 61s from a2
  expect no message told
  expect message "told"
}
`

const loose = (text: string, to = text): Marked =>
  marked({ 'm.hbs': 'Hello {{plan}}', 'loose.farthing': LOOSE.replace(text, text.replace(to, `▮${to}`)) })

describe('names where no slot says of what they are', () => {
  it('are sound rules', () => {
    expect(loose('plan a').workspace.checked.diagnostics).toEqual([])
  })

  it.each([
    ['a plan in a condition and after for', 'a "A"', 'a', [1, 13, 15, 17]],
    ['a message that is expected', '"told"', '"told"', [9, 20, 21]],
    ['a service in brackets', 'used(voice)', 'voice', [13, 13]],
    ['a zone in brackets', 'local)', 'local', [13]]
  ])('%s', (_, text, to, lines) => {
    const found = places(loose(text, to)).filter(place => place.startsWith('loose.farthing'))
    expect(found.map(place => Number(place.split(':')[1]))).toEqual(lines)
  })

  it('are the kind that is declared, where they may be of two', () => {
    expect(definitions(loose('(voice, local)', 'voice'))).toEqual(['voice.farthing:3'])
    expect(definitions(loose('(voice, local)', 'local'))).toEqual(['zones.csv:2'])
  })
})

describe('rename', () => {
  const renamed = ({ workspace, at }: Marked, to: string): Record<string, string> | string => {
    const result = renameAt(workspace, at, to)
    if (!result.ok) return result.reason
    return Object.fromEntries(
      [...result.edits].map(([file, edits]) => [file, applyEdits(workspace.source(file).text, edits)])
    )
  }

  it('writes the new name everywhere, in quotation marks where it needs them, and the rules stay right', () => {
    const base = markedBefore('voice.farthing', 'national |')
    expect(base.workspace.checked.diagnostics).toEqual([])
    const files = renamed(base, 'other cities')
    expect(files).toMatchObject({
      'zones.csv': 'prefix,zone\n61,local\n612,other cities\n614,mobile\n',
      'voice.farthing': expect.stringContaining('| "other cities" | peak')
    })
    expect(marked(files as Record<string, string>).workspace.checked.diagnostics).toEqual([])
  })

  it('refuses a name that is taken, blank, or no name', () => {
    const base = markedBefore('zones.csv', 'national')
    expect(renamed(base, 'mobile')).toBe('zone mobile is there already, in zones.csv:4')
    expect(renamed(base, ' ')).toContain('not blank')
    expect(renamed(base, 'a\nb')).toContain('control characters')
    expect(renamed(markedBefore('plans.farthing', 'from'), 'x')).toBe('no name stands here')
  })

  it('takes the names in conditions, after for, and of messages along', () => {
    expect(renamed(loose('a "A"'), 'other')).toEqual({
      'loose.farthing': LOOSE.replace('plan a', 'plan other')
        .replace('plan is a', 'plan is other')
        .replace('subscribe a', 'subscribe other')
        .replace('for a\n', 'for other\n')
    })
    expect(renamed(loose('"told"'), 'heard')).toEqual({
      'loose.farthing': LOOSE.replaceAll('told', 'heard')
    })
    expect(renamed(loose('local)', 'local'), 'near')).toMatchObject({
      'loose.farthing': expect.stringContaining('spend(voice, near)')
    })
  })

  it('says which error a name would make, and where', () => {
    expect(renamed(loose('a "A"'), 'a2')).toBe(
      'the rules would be wrong with plan `a2`: loose.farthing:16:32 R0352 the example has a subscription `a2` already'
    )
  })

  it('says what would be renamed', () => {
    const { workspace, at } = markedBefore('plans.farthing', 'payg "')
    expect(renamable(workspace, at)).toMatchObject({ name: 'payg', span: { start: 5, end: 9 } })
  })

  it('quotes a name only where a word would read as something else', () => {
    expect(renamed(markedBefore('plans.farthing', 'payg "'), 'to')).toMatchObject({
      'plans.farthing': expect.stringContaining('subscribe to\n')
    })
    expect(renamed(markedBefore('plans.farthing', 'payg "'), 'as')).toMatchObject({
      'plans.farthing': expect.stringContaining('subscribe "as"\n')
    })
  })
})

describe('hover', () => {
  const text = ({ workspace, at }: Marked): string => hoverAt(workspace, at)?.text ?? 'nothing'

  it('explains a statement of a plugin from its signature, and the value under the cursor', () => {
    const rent = text(markedBefore('plans.farthing', '5.00'))
    expect(rent).toContain('**amount** the price of a full period')
    expect(rent).toContain('rent 40.00 per month in advance, prorated by day')
    expect(rent).toContain('From the plugin `recurring`')
  })

  it('shows the line that declares a name', () => {
    expect(text(markedBefore('plans.farthing', 'voice\n'))).toContain('tariff voice for voice  # voice.farthing:3')
    expect(text(markedBefore('voice.farthing', 'national |'))).toContain('612,national  # zones.csv:3')
  })

  it('explains a column, and a statement that is not finished', () => {
    expect(text(markedBefore('voice.farthing', '0.15'))).toContain('**price**')
    expect(text(marked({ 'new.farthing': 'plan x "X" {\n  re▮nt 40\n}\n' }))).toContain('A price for every period.')
  })

  it('says what to do about a mistake', () => {
    const mistaken = text(marked({ 'new.farthing': 'plan x "X" {\n  tariff ▮voise\n}\n' }))
    expect(mistaken).toMatch(/^\*\*R0111 Unknown name\.\*\* Use a declared name/)
    expect(mistaken).toContain('The tariffs of the plan.')
  })

  it('says nothing of blank lines and comments', () => {
    expect(text(markedBefore('voice.farthing', 'Calls'))).toBe('nothing')
    expect(text(markedBefore('plans.farthing', '\nexample'))).toBe('nothing')
  })
})
