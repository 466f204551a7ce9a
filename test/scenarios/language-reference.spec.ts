// `farthing docs` and `farthing explain CODE`, as an operator runs them; neither needs a database.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing, type Run } from './farthing.ts'

const light = (...words: string[]): Run =>
  farthing(words, { node: '--import ./test/scenarios/refuse-heavy-modules.mjs' })

describe('farthing docs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-docs-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('finds the pages of this repository as they should be', () => {
    expect(light('docs', '--check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('all as they should be'),
      err: ''
    })
  })

  it('writes pages, removes those that are no more, and says what is out of date', () => {
    const pages = join(folder, 'language')
    expect(light('docs', pages).code).toBe(0)
    expect(readFileSync(join(pages, 'plan.md'), 'utf8')).toContain('From the plugin [recurring-charges]')
    writeFileSync(join(pages, 'gone.md'), 'a statement of a plugin that was removed')
    rmSync(join(pages, 'errors/R0141.md'))
    const looked = light('docs', pages, '--check')
    expect(looked).toMatchObject({ code: 1, err: expect.stringContaining(`run farthing docs ${pages}`) })
    expect(looked.out).toContain('gone.md (removed)')
    expect(existsSync(join(pages, 'gone.md'))).toBe(true)
    expect(JSON.parse(light('docs', pages, '--json').out)).toMatchObject({
      written: ['errors/R0141.md'],
      removed: ['gone.md']
    })
    expect(existsSync(join(pages, 'gone.md'))).toBe(false)
  })

  it('leaves a folder alone that holds other files', () => {
    const other = join(folder, 'mine')
    mkdirSync(other)
    writeFileSync(join(other, 'notes.md'), '# Mine')
    expect(light('docs', other)).toMatchObject({ code: 2, err: expect.stringContaining('name a folder of its own') })
    expect(readFileSync(join(other, 'notes.md'), 'utf8')).toBe('# Mine')
  })
})

describe('farthing explain CODE', () => {
  it('prints the page of the code, without marks', () => {
    const run = light('explain', 'r0152')
    expect(run).toMatchObject({ code: 0, err: '' })
    expect(run.out).toMatch(/^R0152: No rate\n/)
    expect(run.out).toContain('rules.farthing:')
    expect(run.out).not.toMatch(/^```|\]\(/m)
  })

  it('says where all codes are when there is none of this name', () => {
    expect(light('explain', 'R9999')).toMatchObject({ code: 2, err: expect.stringContaining('docs/language/errors') })
  })
})
