import fc from 'fast-check'
import { completionsAt } from './completion.ts'
import { foldsOf } from './folding.ts'
import { formatEdits } from './format-edits.ts'
import { hoverAt } from './hover.ts'
import { BASE, marked } from './marked-rules.ts'
import { definitionsAt, referencesAt } from './navigation.ts'
import { quickFixes } from './quick-fixes.ts'
import { applyEdits, renamable, renameAt } from './rename.ts'
import { findSymbols, outlineOf } from './symbols.ts'

const TEXTS = Object.values(BASE)
const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '"',
    '|',
    ',',
    '#',
    ';',
    '\n',
    '\r\n',
    ' ',
    '\u0000',
    '\ud800',
    '😀',
    'plan ',
    'rates { | price |\n|'
  ),
  fc.tuple(fc.constantFrom(...TEXTS), fc.nat(), fc.nat(40)).map(([text, at, length]) => {
    const start = at % text.length
    return text.slice(start, start + length)
  })
)
const anyText = fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(''))
const file = fc.constantFrom('new.farthing', 'plans.farthing', 'voice.farthing', 'zones.csv', 'not-there.farthing')

describe('any text, any place', () => {
  it('is answered, and what an answer replaces lies in the text', () => {
    fc.assert(
      fc.property(anyText, file, fc.nat(), (text, path, place) => {
        const { workspace } = marked({ 'new.farthing': text })
        const whole = workspace.source(path).text
        const at = { path, offset: place % (whole.length + 1) }
        for (const { replaces } of completionsAt(workspace, at)) {
          expect(replaces.start).toBeLessThanOrEqual(at.offset)
          expect(replaces.end).toBeLessThanOrEqual(whole.length)
          expect(replaces.end).toBeGreaterThanOrEqual(at.offset)
        }
        hoverAt(workspace, at)
        definitionsAt(workspace, at)
        referencesAt(workspace, at, { declarations: true })
        foldsOf(workspace, path)
        outlineOf(workspace, path)
        findSymbols(workspace, text.slice(0, 2))
        quickFixes(workspace, path, { start: 0, end: whole.length })
        const formatted = applyEdits(whole, formatEdits(workspace, path))
        expect(formatted.replace(/[\s;]/g, '').length).toBeLessThanOrEqual(whole.length)
      }),
      { numRuns: 300 }
    )
  })

  it('keeps the rules as right as they were when a name in it is renamed', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.nat(),
        fc.constantFrom('other', 'for', 'to', 'two words', 'zahl-ß'),
        (text, place, to) => {
          const { workspace } = marked({ 'new.farthing': text })
          const at = { path: 'new.farthing', offset: place % (text.length + 1) }
          const renamed = renamable(workspace, at) === null ? null : renameAt(workspace, at, to)
          if (renamed?.ok !== true) return
          const errors = (): number =>
            workspace.checked.diagnostics.filter(({ severity }) => severity === 'error').length
          const before = errors()
          for (const [path, edits] of renamed.edits)
            workspace.write(path, applyEdits(workspace.source(path).text, edits))
          expect(errors()).toBeLessThanOrEqual(before)
        }
      ),
      { numRuns: 150 }
    )
  })
})
