import { type CatalogueEntry, gateCatalogue } from '@farthing/rules-language'
import { installedPlugins } from '../installation/plugins.ts'
import { languageReference } from '../installation/reference.ts'
import { CallProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

/** `farthing explain R0141`: the page of an error code, as a terminal shows it. */
export async function explainCode(code: string, { json }: { readonly json?: true }, terminal: Terminal): Promise<void> {
  const wanted = code.toUpperCase()
  const page = languageReference(await installedPlugins()).get(`errors/${wanted}.md`) ?? gatePage(wanted)
  if (page === undefined) throw new CallProblem(`there is no error code ${wanted}; all of them: docs/language/errors`)
  terminal.out(json ? `${JSON.stringify({ code: wanted, page })}\n` : terminalText(page, terminal))
}

/** Gates stand on the command line and in files of their own: the reference of rule files does not hold their codes. */
function gatePage(wanted: string): string | undefined {
  const entry = Object.entries<CatalogueEntry>(gateCatalogue).find(([code]) => code === wanted)?.[1]
  return entry && `# ${wanted} ${entry.title}\n\n${entry.advice}\n`
}

/** Markdown without its marks: headings painted, texts of files indented, links as their words. */
function terminalText(page: string, terminal: Terminal): string {
  let inside = false
  const lines = page.split('\n').flatMap(line => {
    if (line.startsWith('```')) {
      inside = !inside
      return []
    }
    if (inside) return [line === '' ? '' : `    ${line}`]
    const heading = /^#+ (.*)$/.exec(line)?.[1]
    if (heading !== undefined) return [terminal.paint('bold', heading)]
    return [line.replace(/ ?\[All errors\].*/, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')]
  })
  return `${lines.join('\n').trimEnd()}\n`
}
