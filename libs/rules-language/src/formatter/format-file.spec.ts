import fc from 'fast-check'
import type { Match } from '../signature/match.ts'
import { parseFile } from '../statement/parse-file.ts'
import { sampleCatalogue, sampleSignatures } from '../statement/sample-signatures.ts'
import { formatFile, layOut } from './format-file.ts'

const catalogue = sampleCatalogue()
const format = (text: string): string => formatFile({ file: 'x.rules', text }, catalogue)

/** What a text means, without its places. */
function meaning(text: string): unknown {
  const { matches, diagnostics } = parseFile({ file: 'x.rules', text }, catalogue)
  const strip = (match: Match): unknown => ({
    id: match.signature.id,
    slots: JSON.stringify(match.slots, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
    chosen: match.chosen,
    rows: match.rows.map(({ start, end }) =>
      text
        .slice(start, end)
        .split('|')
        .map(cell => cell.trim())
    ),
    children: match.children.map(strip)
  })
  return { matches: matches.map(strip), problems: diagnostics.map(({ code, message }) => `${code} ${message}`) }
}

describe('formatFile', () => {
  it('lays out statements, blocks, tables and comments', () => {
    const untidy = [
      '',
      'operator   "Coastal Telecom" { # who',
      '  currency   AUD ; time zone  "Australia/Melbourne"',
      '',
      '',
      '  round      half up to 0.01',
      '    # a note',
      '}',
      'tariff voice-standard for voice {',
      '',
      '  band  peak = weekdays 08:00 .. 20:00 except holidays',
      '  rates {',
      '    | zone | band | price |   ',
      '      |local|*| 0.15 per call |  # flat',
      '    | national | peak | 0.25 per minute | } }',
      'plan a "A" { tariff x,y',
      'bond 200.00 { refund after 12 on-time payments } # kept on one line',
      '}'
    ].join('\n')
    expect(format(untidy)).toBe(
      [
        'operator "Coastal Telecom" {  # who',
        '  currency AUD',
        '  time zone "Australia/Melbourne"',
        '',
        '  round half up to 0.01',
        '  # a note',
        '}',
        'tariff voice-standard for voice {',
        '  band peak = weekdays 08:00..20:00 except holidays',
        '  rates {',
        '    | zone     | band | price           |',
        '    | local    | *    | 0.15 per call   |  # flat',
        '    | national | peak | 0.25 per minute |',
        '  }',
        '}',
        'plan a "A" {',
        '  tariff x, y',
        '  bond 200.00 { refund after 12 on-time payments }  # kept on one line',
        '}',
        ''
      ].join('\n')
    )
  })

  it('breaks a long list after a comma and joins a short one', () => {
    const names = Array.from({ length: 30 }, (_, index) => `tariff-${index}`)
    const long = format(`plan a "A" {\n  tariff ${names.join(',')}\n}\n`)
    expect(Math.max(...long.split('\n').map(line => line.length))).toBeLessThanOrEqual(120)
    expect(meaning(long)).toEqual(meaning(`plan a "A" {\n  tariff ${names.join(',')}\n}\n`))
    expect(format('plan a "A" {\n  tariff x,\n  y\n}\n')).toBe('plan a "A" {\n  tariff x, y\n}\n')
  })

  it('re-indents what it does not understand, word by word as written', () => {
    expect(format('plan a "A" {\n      rent    forty  per   month\n}\n')).toBe(
      'plan a "A" {\n  rent    forty  per   month\n}\n'
    )
    expect(format('nobody   knows {\n this   {\n   at all\n}}\n')).toBe(
      'nobody   knows {\n  this {\n    at all\n  }\n}\n'
    )
  })

  it.each([
    ['a brace that is never closed', 'plan a "A" {\nsetup   1.00\n', 'R0010 1:12'],
    ['a brace too many', '}\n   plan a "A" { }', 'R0011 1:1'],
    ['a text without an end', 'operator "X {\n   currency AUD\n}\n', 'R0002 1:10'],
    ['a forgotten brace', 'plan a "A"\n     setup 1.00\n}', 'R0014 1:11']
  ])('leaves a file alone that has %s, and says where', (_, text, found) => {
    expect(format(text)).toBe(text)
    const formatted = layOut({ file: 'x.rules', text }, catalogue)
    const [first] = formatted.ok ? [] : formatted.diagnostics
    expect(`${first?.code} ${first?.line}:${first?.column}`).toBe(found)
  })

  it('keeps CRLF and a byte order mark', () => {
    expect(format('\ufeffplan a "A" {\r\nsetup 1.00\r\n}')).toBe('\ufeffplan a "A" {\r\n  setup 1.00\r\n}\r\n')
  })

  it('leaves a file alone when room between its words makes a line longer than lines may be', () => {
    const row = '|'.repeat(40_000)
    expect(format(row)).toBe(row)
    expect(format('||||')).toBe('|  |  |  |\n')
  })

  it('keeps a comma at the end of a statement from taking in the next', () => {
    const text = 'plan a "A" {\n  tariff x, ; setup 1.00\n}\n'
    expect(meaning(format(text))).toEqual(meaning(text))
    expect(format(text)).toContain('tariff x,;\n')
  })

  const words = [
    'plan',
    'a',
    '"A b"',
    '{',
    '}',
    '\n',
    ';',
    ',',
    'tariff',
    'x',
    'for',
    'voice',
    'from',
    '2026-01-01',
    'setup',
    '1.00',
    'EUR'
  ]
  const more = [
    'rent',
    'per',
    'month',
    ', prorated by day',
    '# note\n',
    '\n\n',
    '| a | b |',
    '| zone | price |',
    '= 1',
    '-',
    '1',
    '60s',
    '/',
    '(',
    ')',
    '%',
    '..',
    '"x',
    '\ud800',
    '\t',
    '\r\n'
  ]
  const examples = sampleSignatures.map(({ example }) => example)
  const soup = fc
    .array(fc.tuple(fc.constantFrom(...words, ...more, ...examples), fc.constantFrom(' ', '', '\n', '\n  ', ' ; ')), {
      maxLength: 60
    })
    .map(parts => parts.flat().join(''))

  it('never changes the meaning, and is done after one pass', () => {
    fc.assert(
      fc.property(soup, text => {
        const once = format(text)
        expect(meaning(once)).toEqual(meaning(text))
        expect(format(once)).toBe(once)
      }),
      { numRuns: 1500 }
    )
  })

  it('never changes the meaning of a well-formed file', () => {
    const inPlan = fc.constantFrom(
      ...sampleSignatures.filter(one => one.in.includes('plan')).map(({ example }) => example)
    )
    const plan = fc
      .array(fc.tuple(inPlan, fc.constantFrom('\n', ';', '\n\n\n', ' # note\n')))
      .map(parts => `plan a "A" {\n${parts.flat().join('')}\n}\n`)
    fc.assert(
      fc.property(fc.array(plan, { maxLength: 4 }), plans => {
        const once = format(plans.join(''))
        expect(meaning(once)).toEqual(meaning(plans.join('')))
        expect(format(once)).toBe(once)
      }),
      { numRuns: 300 }
    )
  })
})
