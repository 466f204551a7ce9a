// The pages of docs/ and the READMEs: links and numbers of decisions lead somewhere, and the rules that guides show compile and do what their examples say.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { compileRules, exampleFiles } from '@farthing/rules-language'
import { runExamples } from '@farthing/simulator'
import { codesOf, registry, signatures } from './installation.ts'
import { root } from './run-tool.ts'

const isMade = (path: string): boolean => /(?:^|\/)(?:node_modules|dist|data)$/.test(path)
const readmes = globSync('{apps,libs,plugins,rules,test,tools}/**/*.md', { cwd: root, exclude: isMade })
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root }), ...readmes]
const decisions = new Set(globSync('docs/decisions/*.md', { cwd: root }).map(path => basename(path).slice(0, 4)))

describe('pages', () => {
  it('link to what is there', () => {
    expect(readmes.length).toBeGreaterThan(100)
    expect(pages.flatMap(page => brokenLinks(page, textOf(page)))).toEqual([])
  })

  it('name decisions that are there', () => {
    expect(pages.flatMap(page => unknownDecisions(textOf(page)).map(number => `${page}: ${number}`))).toEqual([])
  })

  it('are searched for what leads nowhere', () => {
    const text =
      'See [a](../README.md), [b](#c), [d](e.md "f"), [g](https://h.i), [j](sizes.spec.ts#k), (0175), `docs/decisions/0999`'
    expect(brokenLinks('test/architecture/README.md', text)).toEqual([
      'test/architecture/README.md: #c',
      'test/architecture/README.md: e.md',
      'test/architecture/README.md: sizes.spec.ts#k'
    ])
    expect(unknownDecisions(text)).toEqual(['0999'])
  })

  const guides = ['docs/laws.md', 'docs/computation.md', 'docs/time.md']
  const rules = guides.flatMap(page =>
    [...textOf(page).matchAll(/^```farthing\n([\s\S]*?)^```$/gm)].map(([, text = ''], index) => ({
      title: `${page}, block ${index + 1}`,
      text
    }))
  )

  it.each(rules)('$title is clean, and does what it says', async ({ text }) => {
    expect(codesOf(text)).toEqual([])
    const compiled = compileRules({ files: exampleFiles(text), signatures })
    if (!compiled.ok) throw new Error('it does not compile')
    const reports = await runExamples(compiled.rules, registry)
    expect(reports.filter(({ ok }) => !ok)).toEqual([])
  })
})

function brokenLinks(page: string, text: string): string[] {
  const links = text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?(?:\s+"[^"]*")?\)/g)
  return [...links].flatMap(([, file = '', anchor]) => {
    const target = file === '' ? page : join(dirname(page), file)
    if (!existsSync(join(root, target))) return [`${page}: ${file}`]
    return anchor === undefined || anchorsOf(target).has(anchor) ? [] : [`${page}: ${file}#${anchor}`]
  })
}

/** Written as (0175) or docs/decisions/0175. */
function unknownDecisions(text: string): string[] {
  const named = [...text.matchAll(/\((0\d{3})\)|docs\/decisions\/(\d{4})/g)].map(([, a, b]) => a ?? b ?? '')
  return named.filter(number => !decisions.has(number))
}

function textOf(page: string): string {
  return readFileSync(join(root, page), 'utf8')
}

/** As GitHub makes them of headings, and those written as <a id="...">. */
function anchorsOf(page: string): ReadonlySet<string> {
  const text = textOf(page)
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
  )
  return new Set([...headings, ...[...text.matchAll(/<a id="([^"]*)">/g)].map(([, id = '']) => id)])
}
