// What may be written at a place: statements of the block, words and values that the walk of a signature expected there, and names.
import { endOf } from '../lexer/lex.ts'
import { writtenName } from '../lexer/written-name.ts'
import { pathFrom } from '../checker/named-tables.ts'
import type { Match, Span } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { describeStatement } from '../reference/describe-statement.ts'
import { statementText } from '../reference/statement-text.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { type Expectation, Walk } from '../statement/walk.ts'
import { cellCompletions } from './cell-completion.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import { knownNames } from './known-names.ts'
import type { FileOffset, RulesWorkspace } from './rules-workspace.ts'
import { slotWords } from './slot-words.ts'
import { exampleOf, snippetOf } from './snippet.ts'
import { headsOf } from './statement-heads.ts'

export interface Completion {
  readonly label: string
  readonly kind: 'statement' | 'word' | 'value' | 'name' | 'file' | 'column'
  /** What is replaced: the word at the cursor, or from the end of the word before it when a comma is written first. */
  readonly replaces: Span
  readonly text: string
  /** What the text that it replaces is compared with. */
  readonly filter: string
  /** Is `text` a snippet with places to stop at? */
  readonly snippet: boolean
  /** In a few words, beside the label. */
  readonly detail: string
  /** Markdown. */
  readonly documentation: string
}

/** In the order in which they should be offered; not filtered by the word that stands there already. */
export function completionsAt(workspace: RulesWorkspace, { path, offset }: FileOffset): Completion[] {
  const tops = workspace.checked.statements.get(path)
  const cursor = tops && cursorAt(workspace.source(path).text, offset, workspace.catalogue)
  if (!cursor || cursor.kind === null) return []
  const scope = tops.find(({ start, end }) => start <= offset && offset <= end) ?? null
  if (cursor.row !== null) return cellCompletions(workspace, cursor.row, scope)
  const found =
    cursor.tokens.length === 0
      ? statements(workspace, cursor, cursor.kind)
      : continuations({ workspace, path, scope, cursor })
  return [...new Map(found.map(one => [one.label, one])).values()]
}

function statements({ catalogue }: RulesWorkspace, { word, inText }: Cursor, kind: string): Completion[] {
  if (inText) return []
  const here = catalogue.signatures.filter(signature => signature.in.includes(kind))
  return here.flatMap(signature => {
    const documentation = statementText(describeStatement(signature))
    const snippet = snippetOf(signature, catalogue)
    return headsOf(signature).map(({ label, word: first }) => ({
      label,
      kind: 'statement' as const,
      replaces: word,
      text: first === '' ? snippet : snippet.replace(/^[^\s$]+/, first),
      filter: label,
      snippet: true,
      detail: signature.doc,
      documentation
    }))
  })
}

interface Writing {
  readonly workspace: RulesWorkspace
  readonly path: string
  readonly scope: Match | null
  readonly cursor: Cursor
}

function continuations(writing: Writing): Completion[] {
  const { workspace, cursor } = writing
  const { tokens } = cursor
  const candidates = workspace.catalogue.candidates(cursor.kind ?? '', tokens[0]?.image ?? '')
  return candidates.flatMap(candidate => {
    const walk = new Walk(candidate, tokens)
    const complete = walk.run()
    const expected = walk.furthest === tokens.length ? walk.expectations : []
    const { signature } = candidate
    return [
      ...unitsOfLast(walk, cursor),
      ...expected.flatMap(expectation => ofExpectation({ ...writing, signature }, expectation)),
      ...(complete && signature.block !== undefined && !cursor.inText ? [block(cursor)] : [])
    ]
  })
}

interface Place extends Writing {
  readonly signature: Signature
}

function ofExpectation(place: Place, { words, slot }: Expectation): Completion[] {
  const { cursor, signature, workspace } = place
  if (slot === undefined) return cursor.inText || !words.startsWith('`') ? [] : [phrase(place, words.slice(1, -1))]
  const written = cursor.tokens.slice(slot.from)
  const names = namesFor(place, slot.slot)
  if (cursor.inText) return names
  const inside = written.length > 0 && words.startsWith('`') ? [words.slice(1, -1)] : []
  const known = [...inside, ...slotWords(slot.slot, written)]
  const sample = names.length + known.length + written.length === 0
  const values = sample ? exampleOf(signature, slot.name, workspace.catalogue) : known
  const detail = slot.slot.doc ?? describeSlot(slot.slot)
  return [...names, ...values.map(label => plain({ cursor, label, kind: 'value', detail }))]
}

/** `40` without its unit is a whole value with a problem: the unit may still follow. */
function unitsOfLast(walk: Walk, cursor: Cursor): Completion[] {
  const last = cursor.tokens.at(-1)
  const place = walk.places.find(({ end }) => last !== undefined && end === endOf(last))
  const slot = place === undefined ? undefined : walk.compiled.signature.slots[place.slot]
  if (slot === undefined || last === undefined || cursor.inText) return []
  return slotWords(slot, [last]).map(label => plain({ cursor, label, kind: 'value', detail: slot.doc ?? '' }))
}

/** The words of a clause; with `, ` before them when the clause begins with a comma. */
function phrase({ workspace, path, cursor, signature }: Place, words: string): Completion {
  const label = words.replace(/^, /, '')
  const item = plain({ cursor, label, kind: 'word', detail: signature.pattern })
  if (label === words) return item
  const before = cursor.tokens.at(-1)
  const start = before ? endOf(before) : cursor.word.start
  const gap = workspace.source(path).text.slice(start, cursor.word.start)
  return { ...item, text: words, filter: gap + label, replaces: { start, end: cursor.word.end } }
}

function namesFor({ workspace, path, scope, cursor, signature }: Place, slot: Slot): Completion[] {
  const isFile = slot.kind === 'text' && signature.slots['file'] === slot && signature.block?.table !== undefined
  if (isFile) {
    const tables = [...workspace.files.keys()].filter(file => file.endsWith('.csv'))
    return tables.map(file => quotedName(cursor, { label: pathFrom(path, file), kind: 'file', detail: 'a CSV file' }))
  }
  if (slot.kind !== 'name' && slot.kind !== 'names' && slot.kind !== 'text') return []
  const kind = slot.refersTo ?? slot.mayReferTo ?? (workspace.isLabel(slot.declares) ? slot.declares : undefined)
  if (kind === undefined) return []
  return knownNames(workspace, kind, scope).map(({ name, detail }) => {
    const item = { label: name, kind: 'name', detail } as const
    if (slot.kind === 'text' || cursor.inText) return quotedName(cursor, item)
    return { ...plain({ cursor, ...item }), text: writtenName(name) }
  })
}

type Offered = Pick<Completion, 'label' | 'kind' | 'detail'>

function plain({ cursor, label, kind, detail }: Offered & { readonly cursor: Cursor }): Completion {
  return { label, kind, detail, replaces: cursor.word, text: label, filter: label, snippet: false, documentation: '' }
}

function quotedName(cursor: Cursor, offered: Offered): Completion {
  const text = JSON.stringify(offered.label)
  return { ...plain({ cursor, ...offered }), text, filter: text }
}

function block(cursor: Cursor): Completion {
  const item = plain({ cursor, label: '{ }', kind: 'word', detail: 'a block' })
  return { ...item, text: '{\n\t$0\n}', filter: '{', snippet: true }
}
