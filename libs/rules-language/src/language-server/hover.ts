// What stands at a place, explained: the statement from its signature, the value, the name with the lines that declare it.
import { errorCodesWith } from '../reference/error-codes.ts'
import { describeStatement, type ValueDescription } from '../reference/describe-statement.ts'
import { fenced } from '../reference/markdown.ts'
import { statementText } from '../reference/statement-text.ts'
import type { Match, Span } from '../signature/match.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { nounOf } from '../diagnostics/wording.ts'
import { furthestWalk } from '../statement/explain-mismatch.ts'
import { Walk } from '../statement/walk.ts'
import { cursorAt } from './cursor.ts'
import { lineAt } from './known-names.ts'
import { declarationsOf, nameAt } from './navigation.ts'
import { spanOf } from './quick-fixes.ts'
import type { FileOffset, RulesWorkspace } from './rules-workspace.ts'

export interface Hover {
  readonly span: Span
  /** Markdown. */
  readonly text: string
}

export function hoverAt(workspace: RulesWorkspace, at: FileOffset): Hover | null {
  const hover = explained(workspace, at)
  const advice = adviceAt(workspace, at)
  if (advice === null || hover === null) return advice ?? hover
  return { span: advice.span, text: `${advice.text}\n\n---\n\n${hover.text}` }
}

/** What to do about the mistakes at a place, from the catalogue of codes. */
function adviceAt(workspace: RulesWorkspace, { path, offset }: FileOffset): Hover | null {
  const source = workspace.source(path)
  const here = (workspace.diagnostics().get(path) ?? []).filter(found => covers(offset)(spanOf(found, source)))
  const [first] = here
  if (first === undefined) return null
  const codes = errorCodesWith(workspace.catalogue.signatures)
  const lines = [...new Set(here.map(({ code }) => code))].flatMap(code => {
    const entry = codes.get(code)?.entry
    return entry === undefined ? [] : [`**${code} ${entry.title}.** ${entry.advice}`]
  })
  return lines.length === 0 ? null : { span: spanOf(first, source), text: lines.join('\n\n') }
}

function explained(workspace: RulesWorkspace, at: FileOffset): Hover | null {
  const match = innermost(workspace.checked.statements.get(at.path) ?? [], at.offset)
  const row = match?.rows.find(covers(at.offset))
  const name = nameHover(workspace, at)
  if (match !== undefined && row !== undefined) return name ?? columnHover(match, row, at.offset)
  if (match === undefined || !covers(at.offset)(headSpot(match))) return name ?? unreadHover(workspace, at)
  const { signature } = match
  const slots = describeStatement(signature).slots
  const slot = slots.find(slot => match.slots[slot.name] !== undefined && covers(at.offset)(match.slotSpan(slot.name)))
  const span = slot === undefined ? headSpot(match) : match.slotSpan(slot.name)
  const parts = [name?.text, slot && valueText(slot), statementText(describeStatement(signature))]
  return { span, text: parts.filter(part => part !== undefined).join('\n\n---\n\n') }
}

function covers(offset: number): (span: Span) => boolean {
  return ({ start, end }) => start <= offset && offset <= end
}

function innermost(matches: readonly Match[], offset: number): Match | undefined {
  const match = matches.find(covers(offset))
  return match && (innermost(match.children, offset) ?? match)
}

const MOST_LINES = 3

/** The lines that declare the name; null where the name is declared itself. */
function nameHover(workspace: RulesWorkspace, at: FileOffset): Hover | null {
  const name = nameAt(workspace, at)
  if (name === null || name.slot === 'declares') return null
  const spots = declarationsOf(workspace, name)
  const lines = spots.slice(0, MOST_LINES).map(spot => {
    const { file, line } = spot.source.place(spot.start)
    return `${lineAt(spot)}  # ${file}:${line}`
  })
  if (lines.length === 0) return null
  const more = spots.length > MOST_LINES ? `\n\nand ${spots.length - MOST_LINES} more` : ''
  return { span: name.spot, text: `${nounOf(name.kind)} \`${name.name}\`\n\n${fenced(lines.join('\n'))}${more}` }
}

function columnHover(match: Match, row: Span, offset: number): Hover | null {
  const { text } = match.source
  const header = match.rows[0]
  if (header === undefined) return null
  const names = text.slice(header.start, header.end).split('|')
  const index = text.slice(row.start, offset).split('|').length - 1
  const name = names[index]?.trim()
  const column = describeStatement(match.signature).columns.find(one => one.name === name)
  return column === undefined ? null : { span: { start: offset, end: offset }, text: valueText(column) }
}

/** `**amount** the price of a full period: an amount of money such as 40.00` */
function valueText({ name, doc, takes, any }: ValueDescription): string {
  const meaning = doc === '' ? takes : `${doc}: ${takes}`
  return `**${name}** ${meaning}${any ? ', or `*`' : ''}`
}

/** A statement with something wrong in it: the one that it most likely is, from its words up to here. */
function unreadHover(workspace: RulesWorkspace, { path, offset }: FileOffset): Hover | null {
  const { text } = workspace.source(path)
  const wordEnd = offset + (/^[\p{L}\p{N}-]*/u.exec(text.slice(offset, offset + 100))?.[0].length ?? 0)
  const cursor = cursorAt(text, wordEnd, workspace.catalogue)
  if (cursor === null || cursor.kind === null || cursor.row !== null) return null
  const { word } = cursor
  const first = cursor.tokens[0]?.image ?? text.slice(word.start, word.end)
  const walks = workspace.catalogue.candidates(cursor.kind, first).map(one => new Walk(one, cursor.tokens))
  for (const walk of walks) walk.run()
  const signature = furthestWalk(walks)?.compiled.signature
  if (signature === undefined || first === '') return null
  const start = cursor.tokens[0]?.startOffset ?? word.start
  return { span: { start, end: wordEnd }, text: statementText(describeStatement(signature)) }
}
