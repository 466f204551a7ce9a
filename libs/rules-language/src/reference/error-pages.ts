// The catalogue of diagnostics as pages: one for each code, and a list of all.
import type { CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { renderDiagnostic } from '../diagnostics/render-diagnostic.ts'
import type { Signature } from '../signature/signature.ts'
import { type CodeExample, exampleFiles, type ExampleText } from './code-example.ts'
import { errorCodesWith } from './error-codes.ts'
import { exampleText } from './example-text.ts'
import { fenced, link, page, table } from './markdown.ts'

/** What `farthing check` finds in a rules folder, by path; `beside`: statements of plugins that are not installed. */
export type CheckFiles = (files: ReadonlyMap<string, string>, beside: readonly Signature[]) => readonly Diagnostic[]

export interface ErrorPage {
  readonly code: DiagnosticCode
  readonly entry: CatalogueEntry
  readonly example: CodeExample
  /** Of the wrong text: those of this code. */
  readonly found: readonly Diagnostic[]
}

/** Messages of one wrong text that are shown. */
const MOST_SHOWN = 3

/** In the order of the codes, those of the statements among them. Throws for a code without an example. */
export function errorPages(check: CheckFiles, signatures: readonly Signature[]): ErrorPage[] {
  return [...errorCodesWith(signatures)].map(([code, { entry, example }]) => {
    if (example === undefined)
      throw new Error(`${code} has no example in libs/rules-language/src/reference/code-examples`)
    const found = check(exampleFiles(example.wrong), example.statement ? [example.statement] : []).filter(
      diagnostic => diagnostic.code === code
    )
    return { code, entry, example, found }
  })
}

/** `related`: links to the statements that the code speaks of. */
export function errorPageText({ code, entry, example, found }: ErrorPage, related: readonly string[]): string {
  return page(
    `# ${code}: ${entry.title}`,
    example.meaning,
    entry.advice,
    `## Wrong`,
    exampleText(example.wrong),
    '`farthing check` says:',
    fenced(messages(example.wrong, found), 'text'),
    `## Right`,
    exampleText(example.right),
    [...(related.length > 0 ? [`See ${related.join(', ')}.`] : []), link('All errors', 'README.md')].join(' ')
  )
}

function messages(text: ExampleText, found: readonly Diagnostic[]): string {
  const files = exampleFiles(text)
  const shown = found
    .slice(0, MOST_SHOWN)
    .map(diagnostic => renderDiagnostic(diagnostic, shortText(files.get(diagnostic.file) ?? '')))
  const more = found.length - shown.length
  return [...shown, ...(more > 0 ? [`... and ${more} more`] : [])].join('\n\n')
}

/** A file of the largest size needs no lines to be shown. */
function shortText(text: string): string {
  return text.length > 1_000_000 ? '' : text
}

const GROUPS: readonly (readonly [from: string, title: string])[] = [
  ['R0001', 'Characters and lines'],
  ['R0010', 'Braces and blocks'],
  ['R0020', 'Statements'],
  ['R0030', 'Values'],
  ['R0050', 'Tables'],
  ['R0070', 'What a block must hold'],
  ['R0080', 'Limits'],
  ['R0099', 'The count'],
  ['R0100', 'The operator'],
  ['R0110', 'Names and versions'],
  ['R0120', 'Plugins and files'],
  ['R0130', 'Zones'],
  ['R0140', 'Bands'],
  ['R0150', 'Rates'],
  ['R0170', 'Examples and templates'],
  ['R0200', 'More of the language'],
  ['R0250', 'Offers'],
  ['R0300', 'Conditions and rules for changes'],
  ['R0480', 'Faults of plugins'],
  ['R0481', 'Taxes and effects'],
  ['R0500', 'Statements of plugins'],
  ['R0511', 'Usage as it arrives'],
  ['R0512', 'How usage is paid'],
  ['R0517', 'Caps'],
  ['R0530', 'Usage compared with what vendors tell'],
  ['R0533', 'What conditions count']
]

export function errorIndexText(pages: readonly ErrorPage[]): string {
  const sections = GROUPS.flatMap(([from, title], index) => {
    const until = GROUPS[index + 1]?.[0] ?? 'S'
    const rows = pages.filter(({ code }) => code >= from && code < until).map(row)
    return rows.length === 0 ? [] : [`## ${title}`, table(['code', 'title', 'what to do'], rows)]
  })
  return page(
    '# Errors and warnings',
    'Every message of `farthing check` has a code. Its page says what is wrong and why it matters, with a wrong example and the right one. `farthing explain R0141` prints the page in the terminal.',
    ...sections,
    link('All statements', '../README.md')
  )
}

function row({ code, entry }: ErrorPage): string[] {
  return [link(code, `${code}.md`), entry.title, entry.advice]
}
