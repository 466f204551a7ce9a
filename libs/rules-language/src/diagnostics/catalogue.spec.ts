import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogue } from './catalogue.ts'

const root = join(import.meta.dirname, '..')

/** Every code of reading and of tables that is written between quotation marks in the sources of this package, apart from specs and catalogues. */
function codesInSources(): Set<string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    file => /\.ts$/.test(file) && !/\.spec\.ts$|catalogue\.ts$/.test(file)
  )
  return new Set(
    files.flatMap(file => readFileSync(join(root, file), 'utf8').match(/(?<=')R(?:00\d{2}|0621)(?=')/g) ?? [])
  )
}

describe('the catalogue of codes', () => {
  it('has a page for each code that can be reported, and for no other', () => {
    expect([...codesInSources()].sort()).toEqual(Object.keys(catalogue).sort())
  })

  it('has a title and advice for each', () => {
    for (const { title, advice } of Object.values(catalogue)) {
      expect(title).not.toMatch(/\.$/)
      expect(advice).toMatch(/\.$/)
    }
  })
})
