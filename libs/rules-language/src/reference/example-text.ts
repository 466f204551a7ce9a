// A rule text on a page: each file in a block of its own, cut where nobody would read on.
import { visible } from '../diagnostics/wording.ts'
import { grouped } from '../limits.ts'
import { EXAMPLE_FILE, EXAMPLE_OPERATOR, exampleFiles, type ExampleText } from './code-example.ts'
import { code, fenced, page } from './markdown.ts'

/** Characters of a line that a page shows. */
const LONGEST_LINE = 120
/** Lines of a file that a page shows whole. */
const MOST_LINES = 250
/** Of a longer one, from its beginning. */
const FIRST_LINES = 12
/** Files of a folder that a page shows. */
const MOST_FILES = 4
/** Characters of a file that is shown at all. */
const LARGEST_FILE = 1_000_000

const LANGUAGES = { farthing: 'farthing', csv: 'csv', hbs: 'handlebars' } as const

/** An example that shows how something is written: each of its files is copied out and run, so nothing is cut. */
export function workedText(text: ExampleText): string {
  return filesText(text, readable)
}

/** Texts of error codes may be long only to prove a limit: those are cut. */
export function exampleText(text: ExampleText): string {
  return filesText(text, cut)
}

/** Files are named when there are several; the operator that stands beside every example is not shown. */
function filesText(text: ExampleText, shown: (content: string) => string): string {
  const files = [...exampleFiles(text)].filter(([, content]) => content !== EXAMPLE_OPERATOR)
  const rest = files.length > MOST_FILES ? [`... and ${grouped(files.length - MOST_FILES)} more files like these`] : []
  return page(
    ...files
      .slice(0, MOST_FILES)
      .flatMap(([file, content]) => [
        files.length > 1 || !file.endsWith(EXAMPLE_FILE.slice(EXAMPLE_FILE.indexOf('.'))) ? code(file) : '',
        fenced(shown(content), LANGUAGES[file.slice(file.lastIndexOf('.') + 1) as keyof typeof LANGUAGES] ?? 'text')
      ]),
    ...rest
  ).trimEnd()
}

function cut(content: string): string {
  if (content.length > LARGEST_FILE)
    return `${content.slice(0, 40).trimEnd()} ... (a file of ${content.length.toLocaleString('en')} characters)`
  const lines = content
    .trimEnd()
    .split('\n')
    .map(line => (line.length > LONGEST_LINE ? shortened(line) : readable(line)))
  if (lines.length <= MOST_LINES) return lines.join('\n')
  const rest = lines.length - FIRST_LINES - 2
  return [...lines.slice(0, FIRST_LINES), `... (${rest} more lines like these)`, ...lines.slice(-2)].join('\n')
}

function shortened(line: string): string {
  return `${readable(line.slice(0, 60)).trimEnd()} ... (${line.length.toLocaleString('en')} characters)`
}

/** Halves of characters cannot be stored in a file. */
function readable(line: string): string {
  return line.replaceAll('\t', '    ').isWellFormed() ? line : line.replace(/\p{Cs}/gu, visible)
}
