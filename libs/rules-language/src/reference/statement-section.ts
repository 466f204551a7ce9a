// A statement on its page: what it says, an example, how it is written, its values, and where it may stand.
import { nounOf } from '../diagnostics/wording.ts'
import type { BlockSpec, MatrixSpec, Signature } from '../signature/signature.ts'
import { describeStatement, type StatementDescription, type ValueDescription } from './describe-statement.ts'
import { code, fenced, link, page, table } from './markdown.ts'
import type { PageMap } from './page-map.ts'

export interface SectionInput {
  readonly signature: Signature
  /** The kind of block whose page it is on. */
  readonly key: string
  readonly map: PageMap
  /** Links to the codes that speak of it. */
  readonly errors: readonly string[]
}

/** Everything below the heading. */
export function statementSection({ signature, key, map, errors }: SectionInput): string {
  const described = describeStatement(signature)
  return page(
    described.doc,
    ownerLine(described),
    key === '' ? '' : fenced(described.example),
    key === '' ? '' : 'How it is written:',
    fenced(described.syntax, 'text'),
    valueTable(described.slots),
    tableText(described),
    blockLine(described.block, id => (key === '' ? map.linkWithin(described.block?.kind ?? '', id) : map.linkTo(id))),
    placesLine(described, key, map),
    errors.length > 0 ? `Errors: ${errors.join(' · ')}` : ''
  ).trimEnd()
}

function ownerLine({ owner }: StatementDescription): string {
  return owner === 'kernel' ? '' : `From the plugin ${link(owner, `../../plugins/${owner}/README.md`)}.`
}

function valueTable(values: readonly ValueDescription[]): string {
  if (values.length === 0) return ''
  const always = values.some(({ optional }) => optional) ? 'always' : ''
  const rows = values.map(value => [
    code(`<${value.name}>`),
    takesText(value),
    value.optional ? 'if wanted' : always,
    value.doc
  ])
  return table(['value', 'what to write', 'written', 'meaning'], rows)
}

function takesText({ kind, takes, any }: ValueDescription): string {
  const text = kind === 'choice' ? takes : link(takes, `values.md#${kind}`)
  return any ? `${text}, or ${code('*')}` : text
}

function tableText({ columns, block }: StatementDescription): string {
  if (columns.length === 0) return ''
  const rows = columns.map(column => [
    code(column.name),
    takesText(column),
    column.optional ? 'if wanted' : 'always',
    column.doc
  ])
  return page(
    `Its block is a ${link('table', 'values.md#tables')}. ${block?.table?.doc ?? ''}`.trim(),
    table(['column', 'what to write', 'filled in', 'meaning'], rows),
    matrixText(block?.table?.matrix)
  ).trimEnd()
}

function matrixText(matrix: MatrixSpec | undefined): string {
  if (matrix === undefined) return ''
  const { doc, slots, syntax } = describeStatement(matrix.cell)
  const noun = nounOf(matrix.names)
  return page(
    `Each further column is headed by a ${noun}, and every cell says something of its row and column; ${code('-')} says nothing, of a ${noun} and itself.`,
    doc,
    'A cell is written:',
    fenced(syntax, 'text'),
    valueTable(slots)
  ).trimEnd()
}

function blockLine(block: BlockSpec | null, linkTo: (id: string) => string): string {
  if (block === null) return ''
  const parts = [
    block.needs?.length ? `It must hold ${block.needs.map(linkTo).join(', ')}.` : '',
    block.once?.length ? `At most once: ${block.once.map(linkTo).join(', ')}.` : '',
    block.optional ? 'The block may be left out.' : ''
  ]
  return parts.filter(part => part !== '').join(' ')
}

function placesLine({ places }: StatementDescription, key: string, map: PageMap): string {
  if (key === '')
    return places.includes('file')
      ? 'It stands at the top level of a file.'
      : `It stands in ${places.map(place => map.linkToBlock(place)).join(', ')} blocks.`
  const others = places.filter(place => place !== key)
  return others.length === 0
    ? ''
    : `It may also stand in ${others.map(place => (place === 'file' ? 'a file, outside of all blocks' : map.linkToBlock(place))).join(', ')}.`
}
