// The page of a block: the statement that opens it, a worked example, and every statement that may stand inside.
import type { Signature } from '../signature/signature.ts'
import { describeStatement } from './describe-statement.ts'
import { workedText } from './example-text.ts'
import { anchor, code, fenced, link, page, table } from './markdown.ts'
import { type BlockPage, headsOf, type PageMap, titleOf } from './page-map.ts'
import { statementSection } from './statement-section.ts'

/** Links to the codes that speak of a statement. */
export type ErrorLinks = (id: string) => readonly string[]

export function blockPage(block: BlockPage, map: PageMap, errorsOf: ErrorLinks): string {
  const { key, words, heads, inside, names } = block
  return page(
    `# ${titleOf(block)}`,
    ...(words.length > 1
      ? words.flatMap(word => wordParts(block, word, signature => formParts(signature, map, errorsOf)))
      : heads.flatMap(signature => headParts(signature, map, errorsOf))),
    inside.length > 0 ? '## What may stand inside' : '',
    inside.length > 0 ? insideTable(block) : '',
    ...inside.flatMap(signature => [
      `## ${names.get(signature.id) ?? signature.id}`,
      statementSection({ signature, key, map, errors: errorsOf(signature.id) }),
      innerBlock(signature, key, map),
      workedExample(signature, '###')
    ]),
    `[All statements](README.md)`
  )
}

function headParts(signature: Signature, map: PageMap, errorsOf: ErrorLinks): string[] {
  const [first = '', ...rest] = statementSection({ signature, key: '', map, errors: errorsOf(signature.id) }).split(
    '\n\n'
  )
  return [first, workedExample(signature, '##') || fenced(signature.example), '## How it is written', ...rest]
}

/** Where statements of several words open the block: a heading for the word, and one for each form below it. */
function wordParts(block: BlockPage, word: string, form: (signature: Signature) => readonly string[]): string[] {
  return [`## ${word}`, docOfWord(block, word), ...headsOf(block, word).flatMap(form)]
}

function formParts(signature: Signature, map: PageMap, errorsOf: ErrorLinks): string[] {
  const section = statementSection({ signature, key: '', map, errors: errorsOf(signature.id) })
  const [first = '', ...rest] = section.split('\n\n')
  const example = workedExample(signature, '####') || fenced(signature.example)
  return [`### ${map.nameOf(signature.id)}`, first, example, 'How it is written:', ...rest]
}

/** What the statements of a page that begin with this word have in common. */
export function docOfWord(block: BlockPage, word: string): string {
  const heads = headsOf(block, word)
  return heads[0]?.block?.doc ?? heads.map(({ doc }) => firstSentence(doc)).join(' ')
}

function workedExample(signature: Signature, level: string): string {
  if (signature.worked === undefined) return ''
  return page(`${level} At work`, workedText(signature.worked)).trimEnd()
}

function insideTable({ inside, names }: BlockPage): string {
  const rows = inside.map(signature => {
    const { doc, owner } = describeStatement(signature)
    const name = names.get(signature.id) ?? signature.id
    return [link(code(name), `#${anchor(name)}`), firstSentence(doc), owner === 'kernel' ? '' : owner]
  })
  return table(['statement', 'what it says', 'plugin'], rows)
}

/** For a list: up to the first full stop or semicolon. */
export function firstSentence(doc: string): string {
  return `${/^.*?(?=[.;]( |$))/.exec(doc)?.[0] ?? doc}.`
}

function innerBlock({ block }: Signature, key: string, map: PageMap): string {
  if (block === undefined || block.kind === key || !map.pages.some(page => page.key === block.kind)) return ''
  return `What stands inside: ${map.linkToBlock(block.kind)}.`
}
