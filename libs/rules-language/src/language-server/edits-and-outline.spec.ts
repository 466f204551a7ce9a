import fc from 'fast-check'
import { foldsOf } from './folding.ts'
import { formatEdits, lineEdits } from './format-edits.ts'
import { BASE, marked } from './marked-rules.ts'
import { quickFixes } from './quick-fixes.ts'
import { applyEdits } from './rename.ts'
import { findSymbols, outlineOf } from './symbols.ts'

describe('formatting', () => {
  const ugly =
    'plan a "A" {\n from   2026-01-01\n  family mobile\n}\n\n\n\nplan b "B" {\n      rent 5.00   per month\n}\n'

  it('edits only the lines that change', () => {
    const { workspace } = marked({ 'new.farthing': ugly })
    const edits = formatEdits(workspace, 'new.farthing')
    expect(edits.map(({ text }) => text)).toEqual(['  from 2026-01-01\n', '', '  rent 5.00 per month\n'])
    expect(applyEdits(ugly, edits)).toBe(
      'plan a "A" {\n  from 2026-01-01\n  family mobile\n}\n\nplan b "B" {\n  rent 5.00 per month\n}\n'
    )
  })

  it('edits a range alone', () => {
    const { workspace } = marked({ 'new.farthing': ugly })
    const edits = formatEdits(workspace, 'new.farthing', { start: ugly.indexOf('rent'), end: ugly.indexOf('per') })
    expect(edits.map(({ text }) => text)).toEqual(['  rent 5.00 per month\n'])
  })

  it('never loses a statement in a range', () => {
    const text = 'plan a "A" {\nfrom 2026-01-01; family mobile }\nzones  w {\n| prefix | zone |\n}\n'
    const { workspace } = marked({ 'new.farthing': text })
    const whole = applyEdits(text, formatEdits(workspace, 'new.farthing'))
    expect(whole).toContain('zones w {\n  | prefix | zone |')
    for (let at = 0; at <= text.length; at++) {
      const edited = applyEdits(text, formatEdits(workspace, 'new.farthing', { start: at, end: at }))
      const { workspace: after } = marked({ 'new.farthing': edited })
      expect(applyEdits(edited, formatEdits(after, 'new.farthing'))).toBe(whole)
    }
  })

  it('turns any text into any other, whatever ends its lines', () => {
    const line = fc.constantFrom('a', 'b', 'c\r\n', '\n', 'd\n', 'e\r')
    const text = fc.array(line, { maxLength: 30 }).map(lines => lines.join(''))
    fc.assert(fc.property(text, text, (from, to) => applyEdits(from, lineEdits(from, to)) === to))
  })
})

describe('quick fixes', () => {
  it('offers the fix of a diagnostic, and the nearest known name', () => {
    const text = 'plan a "A" {\n  rent 5.00 pre month\n  tariff voise\n}\n'
    const { workspace } = marked({ 'new.farthing': text })
    const fixes = quickFixes(workspace, 'new.farthing', { start: 0, end: text.length })
    expect(fixes.map(({ title }) => title)).toEqual(['write per', 'write voice'])
    expect(
      applyEdits(
        text,
        fixes.flatMap(({ edits }) => edits)
      )
    ).toBe('plan a "A" {\n  rent 5.00 per month\n  tariff voice\n}\n')
  })

  it('offers nothing for another line', () => {
    const { workspace } = marked({ 'new.farthing': 'plan a "A" {\n  rent 5.00 pre month\n}\n' })
    expect(quickFixes(workspace, 'new.farthing', { start: 0, end: 3 })).toEqual([])
  })
})

describe('outline', () => {
  it('shows the statements of a file with their blocks', () => {
    const { workspace } = marked()
    const [plan] = outlineOf(workspace, 'plans.farthing')
    expect(plan).toMatchObject({ name: 'plan payg "Pay as you go"', kind: 'plan' })
    expect(plan?.children.map(({ name }) => name)).toContain('rent 5.00 per month')
  })

  it('finds declared names and examples of the whole set', () => {
    const { workspace } = marked()
    expect(findSymbols(workspace, 'PA').map(({ kind, name }) => `${kind} ${name}`)).toEqual(['plan payg'])
    expect(findSymbols(workspace, 'call').map(({ kind }) => kind)).toEqual(['example'])
  })

  it('folds blocks and comments of several lines, also in a file with mistakes', () => {
    const { workspace } = marked({ 'voice.farthing': `${BASE['voice.farthing']}\nnonsense {\n  more\n` })
    expect(foldsOf(workspace, 'voice.farthing')).toEqual([
      { first: 1, last: 2, kind: 'comment' },
      { first: 3, last: 14, kind: 'block' },
      { first: 8, last: 13, kind: 'block' }
    ])
  })
})
