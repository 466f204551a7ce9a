// The pages of docs/: links lead somewhere, and the rules that they show compile and do what their examples say.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compileRules, exampleFiles } from '@farthing/rules-language'
import { runExamples } from '@farthing/simulator'
import { codesOf, registry, signatures } from './installation.ts'
import { root } from './run-tool.ts'

const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: root })]

describe('pages', () => {
  it('link to what is there', () => {
    const broken = pages.flatMap(page =>
      [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)].flatMap(([, file = '', anchor]) => {
        const target = file === '' ? page : join(dirname(page), file)
        if (!existsSync(join(root, target))) return [`${page}: ${file}`]
        return anchor === undefined || anchorsOf(target).has(anchor) ? [] : [`${page}: ${file}#${anchor}`]
      })
    )
    expect(broken).toEqual([])
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
