// `farthing deck diff`: what a new deck changes, before it goes into the rules.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing, root } from './farthing.ts'

const deck = join(root, 'rules/international.csv')

describe('a new deck', () => {
  let folder: string
  let fresh: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-deck-'))
    fresh = join(folder, 'new.csv')
    const text = readFileSync(deck, 'utf8')
      .replace('albania,*,0.39,0.39 per minute', 'albania,*,0.39,0.52 per minute')
      .replace('alaska,*,0.39,0.12 per minute,60s / 60s', 'alaska,*,0.39,0.12 per minute,1s / 1s')
      .replace(/^afghanistan,.*\n/m, '')
    writeFileSync(fresh, text)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('is told apart from the old one, for people', () => {
    const run = farthing(['deck', 'diff', deck, fresh])
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(run.out).toMatch(/^390 rows before, 389 after, 387 as they were$/m)
    expect(run.out).toMatch(/albania \* +price 0\.39 per minute -> 0\.52 per minute +\+0\.13 +\+33\.33%/)
    expect(run.out).toMatch(/alaska \* +increment 60s \/ 60s -> 1s \/ 1s/)
    expect(run.out).toMatch(/^gone: 1$/m)
  })

  it('and for programs', () => {
    const run = farthing(['deck', 'diff', deck, fresh, '--json'])
    const told = JSON.parse(run.out) as { counts: unknown; changes: unknown[] }
    expect(told.counts).toMatchObject({ before: 390, after: 389, up: 1, down: 0, changed: 1, new: 0, gone: 1 })
    expect(told.changes).toContainEqual(expect.objectContaining({ kind: 'up', by: '0.13', percent: 33.33 }))
  })

  it('may lie in a folder of rules that is not right yet', () => {
    const rules = join(folder, 'rules')
    cpSync(join(root, 'rules'), rules, { recursive: true })
    cpSync(fresh, join(rules, 'international.csv'))
    const run = farthing(['deck', 'diff', 'rules', rules])
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(run.out).toMatch(/tariff voice-business from 2025-01-01 albania \*/)
  })

  it('shows parts of a value and steps of one list alike, and no setup of nothing', () => {
    const [before, after] = [join(folder, 'before.csv'), join(folder, 'after.csv')]
    writeFileSync(before, 'zone,setup,price\nclips,,10% of value\nfiji,0.00,0.35 per minute\nsamoa,,0.3 per minute\n')
    writeFileSync(after, 'zone,setup,price\nclips,0.00,12% of value\nfiji,,0.355 per minute\nsamoa,,0.4 per minute\n')
    const { out } = farthing(['deck', 'diff', before, after])
    expect(out).toMatch(/clips \* +price 10% of value -> 12% of value +\+2\.000 points +\+20\.00%/)
    expect(out).toMatch(/fiji \* +price 0\.35 per minute -> 0\.355 per minute +\+0\.005 /)
    expect(out).toMatch(/samoa \* +price 0\.3 per minute -> 0\.4 per minute +\+0\.100 /)
    expect(out).not.toContain('setup')
  })

  it('with rows that cannot be read is refused, and so is a path to nothing', () => {
    const wrong = join(folder, 'wrong.csv')
    writeFileSync(wrong, 'zone,price\nfiji,0.10 per moon\n')
    expect(farthing(['deck', 'diff', deck, wrong])).toMatchObject({ code: 1, out: '' })
    const missing = farthing(['deck', 'diff', deck, join(folder, 'nowhere.csv')])
    expect(missing).toMatchObject({ code: 2, out: '', err: expect.stringContaining('there is no deck') })
  })
})
