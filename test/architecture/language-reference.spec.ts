// docs/language is what `farthing docs` writes, its links lead somewhere, and its worked examples do what they say.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicHolidays } from '@farthing/kernel/public-holidays'
import {
  buildCatalogue,
  compileRules,
  EXAMPLE_OPERATOR,
  exampleFiles,
  exampleProblems,
  kernelVocabulary,
  referencePages
} from '@farthing/rules-language'
import { runExamples } from '@farthing/simulator'
import { checkFiles, codesOf, registry, signatures } from './installation.ts'
import { root } from './run-tool.ts'

const all = [...kernelVocabulary, ...signatures]
const pages = referencePages({ signatures: all, check: checkFiles })
const folder = join(root, 'docs/language')

describe('docs/language', () => {
  it('is what the statements say now', () => {
    const stale = [...pages].filter(([path, text]) => textOf(join(folder, path)) !== text).map(([path]) => path)
    const kept = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.md'))
    const orphans = kept.filter(path => !pages.has(path))
    const advice = (path: string): string => `docs/language/${path} is out of date: run npx farthing docs`
    expect([...stale, ...orphans].map(advice)).toEqual([])
  })

  it('is the same every time', () => {
    expect([...referencePages({ signatures: all, check: checkFiles })]).toEqual([...pages])
  })
})

describe('examples of statements', () => {
  it('are each read as their own statement', () => {
    const built = buildCatalogue(all)
    expect(built.ok ? exampleProblems(built.catalogue) : built.problems).toEqual([])
  })
})

describe('worked examples', () => {
  const worked = all.flatMap(({ id, worked: text }) => (text === undefined ? [] : [{ id, text }]))

  it.each(worked)('$id: is clean, and does what its example says', async ({ id, text }) => {
    expect(codesOf(text)).toEqual([])
    const compiled = compileRules({
      files: exampleFiles(text),
      signatures,
      publicHolidays,
      facts: [...registry.facts.values()]
    })
    if (!compiled.ok) throw new Error(`the worked example of ${id} does not compile`)
    expect(compiled.rules.examples.length).toBeGreaterThan(0)
    const reports = await runExamples(compiled.rules, registry)
    expect(reports.filter(({ ok }) => !ok)).toEqual([])
  })

  const shown = [...pages].filter(([path]) => !path.startsWith('errors/')).map(([, page]) => page)

  it.each(worked)('$id: is shown whole, as it is run', ({ text }) => {
    const files = [...exampleFiles(text).values()].filter(content => content !== EXAMPLE_OPERATOR)
    expect(files.filter(content => !shown.some(page => page.includes(`\n${content.trimEnd()}\n\`\`\``)))).toEqual([])
  })
})

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
