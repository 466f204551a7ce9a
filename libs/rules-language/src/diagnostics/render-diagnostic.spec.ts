import type { Diagnostic } from './diagnostic.ts'
import { renderDiagnostic } from './render-diagnostic.ts'

const text = 'plan x "X" {\n  rent 40.00 pre month\n}\n'
const diagnostic: Diagnostic = {
  code: 'R0022',
  severity: 'error',
  message: 'expected `per`, found `pre`',
  file: 'mobile.rules',
  line: 2,
  column: 14,
  endLine: 2,
  endColumn: 17,
  expected: ['`per`'],
  nearest: 'per',
  fix: { title: 'write per', edits: [{ start: 26, end: 29, text: 'per' }] },
  related: [{ message: 'the plan', place: { file: 'mobile.rules', line: 1, column: 1 } }]
}

describe('renderDiagnostic', () => {
  it('shows the place, the line with carets, the nearest word and related places', () => {
    expect(renderDiagnostic(diagnostic, text).split('\n')).toEqual([
      'mobile.rules:2:14: error R0022: expected `per`, found `pre`',
      '2 |   rent 40.00 pre month',
      '  |              ^^^',
      '  = did you mean `per`?',
      '  = mobile.rules:1:1: the plan'
    ])
  })

  it('shows names that could upset a terminal, whoever puts them into a message', () => {
    const name = 'plan \u001b[2J\u202e'
    const shown = renderDiagnostic({ ...diagnostic, message: name, related: [], expected: [name], nearest: name }, text)
    expect(shown).not.toMatch(/[\u001b\u202e]/)
    expect(shown).toContain('plan \\u{1b}[2J\\u{202e}')
  })

  it('colours only when asked', () => {
    expect(renderDiagnostic(diagnostic, text)).not.toContain('\u001b')
    expect(renderDiagnostic(diagnostic, text, { colour: true })).toContain('\u001b[1;31merror R0022\u001b[0m')
  })

  it('shows a window of a long line with the caret under the right character', () => {
    const long = `${'a '.repeat(5000)}X${' b'.repeat(5000)}`
    const lines = renderDiagnostic(
      { ...diagnostic, line: 1, column: 10_001, endLine: 1, endColumn: 10_002 },
      long
    ).split('\n')
    expect(lines[1]?.length).toBeLessThan(120)
    expect(lines[1]?.[lines[2]?.indexOf('^') ?? -1]).toBe('X')
  })

  it('never lets control characters reach a terminal', () => {
    const rendered = renderDiagnostic(
      { ...diagnostic, line: 1, column: 1, endLine: 1, endColumn: 3 },
      '\u001b[2J\u0000 \ud800 \u202e'
    )
    expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
    expect(rendered).toContain('\\u{1b}')
  })

  it('points after the end of a line, and survives a place outside of the text', () => {
    expect(
      renderDiagnostic({ ...diagnostic, line: 1, column: 99, endColumn: 99, endLine: 1 }, 'ab').split('\n')[2]
    ).toBe('  |   ^')
    expect(renderDiagnostic({ ...diagnostic, line: 99, endLine: 99 }, 'ab')).toContain('R0022')
  })
})
