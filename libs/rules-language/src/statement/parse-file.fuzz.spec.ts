import fc from 'fast-check'
import { renderDiagnostic } from '../diagnostics/render-diagnostic.ts'
import { parseFile } from './parse-file.ts'
import { sampleCatalogue, sampleSignatures } from './sample-signatures.ts'

const catalogue = sampleCatalogue()

const pieces = sampleSignatures
  .flatMap(({ example }) => example.split(/(\s+|[{}|,])/))
  .concat([
    '(',
    ')',
    '-',
    '%',
    '..',
    '"',
    '\\',
    '#',
    '|',
    '\u0000',
    '\ud800',
    '1,000',
    '2026-3-1',
    '25:00',
    '+',
    '\ufeff',
    ' ',
    '\n'
  ])
const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map(parts => parts.join(' '))
const anything = fc.string({ unit: 'binary', maxLength: 300 })

/** Every problem has a place inside the text and can be shown; fixes edit inside the text. */
function check(text: string): void {
  const { diagnostics } = parseFile({ file: 'fuzz.rules', text }, catalogue)
  const lines = text.split(/\r\n|\n|\r/)
  for (const diagnostic of diagnostics) {
    expect(diagnostic.line).toBeGreaterThanOrEqual(1)
    expect(diagnostic.line).toBeLessThanOrEqual(lines.length)
    expect(diagnostic.column).toBeLessThanOrEqual((lines[diagnostic.line - 1]?.length ?? 0) + 2)
    expect(diagnostic.endLine * 1e6 + diagnostic.endColumn).toBeGreaterThanOrEqual(
      diagnostic.line * 1e6 + diagnostic.column
    )
    for (const { start, end } of diagnostic.fix?.edits ?? [])
      expect(0 <= start && start <= end && end <= text.length).toBe(true)
    expect(renderDiagnostic(diagnostic, text)).not.toContain('undefined')
  }
}

describe('parseFile', () => {
  it('never throws on token soup', () => {
    fc.assert(fc.property(soup, check), { numRuns: 2000 })
  })

  it('never throws on arbitrary characters', () => {
    fc.assert(fc.property(anything, check), { numRuns: 2000 })
  })

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(soup, text => {
        expect(parseFile({ file: 'f', text }, catalogue).diagnostics).toEqual(
          parseFile({ file: 'f', text }, catalogue).diagnostics
        )
      }),
      { numRuns: 200 }
    )
  })
})
