// The lives of `lives/`, each with what comes of it beside it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { farthing } from './farthing.ts'

const FOLDER = 'test/scenarios/lives'
const names = readdirSync(FOLDER)
  .filter(name => name.endsWith('.json'))
  .map(name => name.replace('.json', ''))

describe('a life', () => {
  it('has its invoices beside it, and invoices have their life', () => {
    const texts = readdirSync(FOLDER).filter(name => name.endsWith('.txt'))
    expect(texts).toEqual(names.map(name => `${name}.txt`))
    expect(names.length).toBeGreaterThan(15)
  })

  it.each(names)('%s', name => {
    const { code, out } = farthing(['simulate', join(FOLDER, `${name}.json`)])
    expect(out).toBe(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'))
    expect(code).toBe(0)
  })

  it('is played by the rules that it names, unless others are given', () => {
    const life = join(FOLDER, 'price-changed-for-the-past.json')
    const { code, out } = farthing(['simulate', life, '--rules', join(FOLDER, 'price-changed-for-the-past/after')])
    expect(code).toBe(0)
    expect(out).toContain('Voice, anywhere  2026-03-01..2026-04-01   3.50')
  })
})
