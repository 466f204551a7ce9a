import { limits } from '../limits.ts'
import { parseFile } from './parse-file.ts'
import { sampleCatalogue } from './sample-signatures.ts'

const catalogue = sampleCatalogue()

function parse(text: string) {
  const started = process.cpuUsage()
  const { matches, diagnostics } = parseFile({ file: 'hostile.rules', text }, catalogue)
  return {
    matches,
    diagnostics,
    codes: [...new Set(diagnostics.map(({ code }) => code))],
    ms: process.cpuUsage(started).user / 1000
  }
}

// Processor time, in limits of many times what was measured: only a change of order fails, not a busy or cold machine.
describe('hostile files', () => {
  it.each([
    ['10,000 {', '{'.repeat(10_000), ['R0013', 'R0012'], 2000],
    ['10,000 { after a statement', 'plan x "X" {\n'.repeat(1) + ' a {\n'.repeat(10_000), ['R0020', 'R0012'], 2000],
    ['10,000 }', '}'.repeat(10_000), ['R0011', 'R0099'], 2000],
    ['10,000 (', `example "x" {\n  expect charge ${'('.repeat(10_000)} = 1\n}`, ['R0012'], 2000],
    [
      '10,000 unclosed ( within the cap',
      `example "x" {\n${`  expect charge ${'('.repeat(50)}1 = 1\n`.repeat(200)}}`,
      ['R0041'],
      2000
    ],
    ['30,000 minus signs', `example "x" {\n  expect charge ${'- '.repeat(30_000)}1 = 1\n}`, ['R0083'], 2000],
    [
      'a million-term sum on one line',
      `example "x" {\n  expect charge 1${' + 1'.repeat(1_000_000)} = 1\n}`,
      ['R0003'],
      2000
    ],
    ['a sum of 9,000 numbers', `example "x" {\n  expect charge 1${' + 1'.repeat(9_000)} = 1\n}`, ['R0086'], 2000],
    [
      'a sum as long as a line may be',
      `example "x" {\n  expect charge 1${' + 1'.repeat(16_000)} = 1\n}`,
      ['R0083'],
      2000
    ],
    [
      'a product as long as a line may be',
      `example "x" {\n  expect charge 9${' * 9'.repeat(16_000)} = 1\n}`,
      ['R0083'],
      2000
    ],
    ['40,000 bad lines', 'untill forever\n'.repeat(40_000), ['R0020', 'R0099'], 4000],
    ['40,000 bad lines in a block', `plan x "X" {\n${'  rent forty\n'.repeat(40_000)}}`, ['R0022', 'R0099'], 4000],
    [
      'a list of a million names over many lines',
      `plan x "X" {\n  tariff a${Array.from({ length: 200_000 }, (_, n) => `,\n    t${n}`).join('')}\n}`,
      ['R0083'],
      4000
    ],
    ['10 MB on one line', 'a '.repeat(5_000_000), ['R0003'], 2000],
    ['10 MB of NUL bytes on short lines', `${'\u0000'.repeat(99)}\n`.repeat(100_000), ['R0001', 'R0099'], 4000],
    ['10 MB of unterminated texts', `${'"'.padEnd(99, 'x')}\n`.repeat(100_000), ['R0002', 'R0099'], 8000],
    ['10 MB of one-word statements', 'a b c d e f g h i j k l m n o p q\n'.repeat(300_000), ['R0020', 'R0099'], 8000],
    ['a name of 60,000 characters', `plan ${'x'.repeat(60_000)} "X" {\n}`, ['R0085'], 2000],
    ['a name of 20,000 hyphens', `plan ${'x-'.repeat(20_000)}x "X" {\n}`, ['R0085'], 2000],
    ['a text of 60,000 escapes', `operator "${'\\"'.repeat(30_000)}" {\n  currency AUD\n}`, [], 2000],
    ['a row of 30,000 cells', `tariff x for v {\n rates {\n${'|'.repeat(30_000)}\n }\n}`, ['R0050'], 2000],
    [
      'rows full of quotes',
      `tariff x for v {\n rates {\n| zone | price |\n${`| ${'"'.repeat(999)} | free |\n`.repeat(1000)} }\n}`,
      ['R0054', 'R0058', 'R0002', 'R0057', 'R0022', 'R0085', 'R0099'],
      4000
    ],
    ['nothing but line ends', '\r\n'.repeat(1_000_000), [], 2000],
    ['nothing but separators', ';,'.repeat(30_000), ['R0020', 'R0099'], 2000]
  ] as const)('%s', (_, text, codes, limit) => {
    const result = parse(text)
    for (const code of result.codes) expect(codes).toContain(code)
    if (codes.length > 0) expect(result.diagnostics.length).toBeGreaterThan(0)
    else expect(result.codes).toEqual([])
    expect(result.diagnostics.length).toBeLessThanOrEqual(limits.fileDiagnostics.most + 1)
    expect(result.ms).toBeLessThan(limit)
  })

  it('counts the problems that it does not list', () => {
    const { diagnostics } = parse('nonsense\n'.repeat(40_000))
    expect(diagnostics.length).toBe(limits.fileDiagnostics.most + 1)
    expect(diagnostics.at(-1)).toMatchObject({ code: 'R0099', message: '39800 more problems in this file, not listed' })
  })

  it('takes time in proportion to the size', () => {
    const lines = (count: number): string => `plan x "X" {\n${'  rent 40.00 pre month\n'.repeat(count)}}`
    parse(lines(20_000))
    const small = Math.min(parse(lines(20_000)).ms, parse(lines(20_000)).ms)
    const large = Math.min(parse(lines(80_000)).ms, parse(lines(80_000)).ms)
    expect(large / small).toBeLessThan(12)
  })

  it('reads a file with a byte order mark, CRLF and CR', () => {
    const text = '\ufeffoperator "X" {\r\n  currency AUD\r\n}\r\nplan a "A" {\r  setup 1.00\r}\r'
    const { matches, codes } = parse(text)
    expect(codes).toEqual([])
    expect(matches.map(match => `${match.signature.id} ${match.place.line}:${match.place.column}`)).toEqual([
      'kernel.operator 1:2',
      'kernel.plan 4:1'
    ])
    expect(matches[1]?.children[0]?.slotPlace('amount')).toEqual({ file: 'hostile.rules', line: 5, column: 9 })
  })

  it('reports a byte order mark in the middle, lone surrogates and other strange characters', () => {
    const { diagnostics } = parse(
      'plan a "A" {\n  setup 1.00 \ufeff\n  setup \ud800 2.00\n  setup 3.00 \u{1f4b0}\n}\nplan b "\udc00" {\n}\n'
    )
    expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['R0001 2', 'R0001 3', 'R0001 4', 'R0005 6'])
    expect(diagnostics[1]?.message).toBe('this character means nothing here: `\\u{d800}`')
  })

  it('takes __proto__, constructor and toString as the names that they are', () => {
    const text =
      'plan __proto__ "P" {\n  tariff constructor, toString, hasOwnProperty, __proto__\n  setup 1.00\n}\n__proto__ x\nconstructor\n'
    const { matches, diagnostics } = parse(text)
    expect(matches[0]?.slots['name']).toBe('__proto__')
    expect(matches[0]?.children[0]?.slots['tariffs']).toEqual([
      'constructor',
      'toString',
      'hasOwnProperty',
      '__proto__'
    ])
    expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['R0020 5', 'R0020 6'])
    const table = parse('tariff x for v {\n rates {\n  | __proto__ | zone | price |\n  | a | b | free |\n }\n}')
    expect(table.diagnostics.map(({ message }) => message.slice(0, 33))).toEqual(['there is no column `__proto__`; t'])
  })

  it('refuses a file beyond 64 million characters unread', () => {
    const { codes, ms } = parse(' '.repeat(64_000_001))
    expect(codes).toEqual(['R0004'])
    expect(ms).toBeLessThan(1000)
  })
})
