// One rule file, from text to matches: lexer, segmenter, signatures, slots, with all its problems found in one run.
import type { IToken } from 'chevrotain'
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Problem } from '../diagnostics/problem.ts'
import { tooLarge, tooLong } from '../diagnostics/too-large.ts'
import { endOf, type LongLine, lexChunks } from '../lexer/lex.ts'
import { grouped, limits } from '../limits.ts'
import { type RawStatement, Segmenter } from '../segmenter/segmenter.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { checkTable } from '../table/check-table.ts'
import { SourceText } from '../text/source-text.ts'
import { BlockStack, type OpenTable } from './block-stack.ts'
import { matchStatement } from './match-statement.ts'
import type { ParsedFile, SourceFile } from './parsed-file.ts'
import { StatementMatch } from './statement-match.ts'

/** Never throws for any text, and takes time in proportion to its length. */
export function parseFile(file: SourceFile, catalogue: SignatureCatalogue): ParsedFile {
  const { matches, diagnostics } = parseStatements(file, catalogue, 'file')
  return { matches, diagnostics }
}

export interface ParsedStatements extends ParsedFile {
  /** False when something about the blocks or lines had to be guessed: laying the text out anew could change what it means. */
  readonly sound: boolean
}

/** As parseFile, for statements that stand in a block of this kind. */
export function parseStatements(
  { file, text }: SourceFile,
  catalogue: SignatureCatalogue,
  kind: string
): ParsedStatements {
  const source = new SourceText(file, text)
  const problems = new DiagnosticList(source)
  if (text.length > limits.fileLength.most) {
    problems.add(tooLarge(text))
    return { matches: [], diagnostics: problems.toArray(), sound: false }
  }
  const parsing = { catalogue, tree: new BlockStack(kind, problems, catalogue), problems, source }
  const segmenter = segmenterOf(parsing)
  let long = 0
  const refuse = (line: LongLine): void => {
    long++
    problems.addLazily(() => tooLong(line))
  }
  for (const { tokens } of lexChunks(text, refuse)) segmenter.push(tokens)
  segmenter.end()
  return { matches: parsing.tree.matches, diagnostics: problems.toArray(), sound: segmenter.sound && long === 0 }
}

/** What is still open where a text ends: for an editor, the text before its cursor. */
export interface OpenEnd {
  /** The kind of the innermost block; null in a block that nobody knows. */
  readonly kind: string | null
  /** Of the statement that the text ends in. */
  readonly tokens: IToken[]
  /** The table that the rows of the innermost block belong to, with its rows so far. */
  readonly table: OpenTable | null
}

export function openEndOf(text: string, catalogue: SignatureCatalogue): OpenEnd {
  const source = new SourceText('', text)
  const problems = new DiagnosticList(source, 0)
  const parsing = { catalogue, tree: new BlockStack('file', problems, catalogue), problems, source }
  const segmenter = segmenterOf(parsing)
  for (const { tokens } of lexChunks(text, () => undefined)) segmenter.push(tokens)
  const { tree } = parsing
  const tokens = [...segmenter.pending]
  const inFirstColumn = tokens[0] !== undefined && source.place(tokens[0].startOffset).column === 1
  const outside = inFirstColumn && belongsAtTop(parsing, tokens, false)
  return { kind: outside ? 'file' : tree.kind, tokens, table: tree.table }
}

interface Parsing {
  readonly catalogue: SignatureCatalogue
  readonly tree: BlockStack
  readonly problems: DiagnosticList
  readonly source: SourceText
}

function segmenterOf(parsing: Parsing): Segmenter {
  const { catalogue, tree, problems } = parsing
  return new Segmenter(problems, {
    statement: statement => takeStatement(parsing, statement),
    row: line => tree.row(line),
    brokenRow: (before, line) => tree.brokenRow(before, line),
    close: end => checkClosed(tree.close(end), problems),
    belongsAtTop: (tokens, opens) => belongsAtTop({ catalogue, tree }, tokens, opens)
  })
}

/** Returns true when the statement's block was forgotten. */
function takeStatement(
  { catalogue, tree, problems, source }: Parsing,
  { tokens, brace, broken, swallowed }: RawStatement
): boolean {
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (!first || !last) {
    if (brace && tree.kind !== null) blockWithoutStatement(problems, brace)
    tree.open({ kind: null })
    return false
  }
  if (tree.kind === null) {
    if (brace) tree.open({ kind: null })
    return false
  }
  if (tokens.length > limits.statementTokens.most) {
    problems.addLazily(() => tooManyTokens(tokens, first))
    tree.fail(null)
    if (brace) tree.open({ kind: null })
    return false
  }
  const {
    walk,
    meant,
    guessed,
    problems: found
  } = matchStatement(catalogue, {
    kind: tree.kind,
    tokens,
    brace,
    explain: !problems.full
  })
  if (!broken) for (const problem of found) problems.add(problem)
  const match = walk && new StatementMatch(source, walk, { start: first.startOffset, end: endOf(last) })
  if (match) tree.add(match)
  else tree.fail(meant)
  const forgotten = !swallowed && !guessed && !brace && meant?.block !== undefined && meant.block.optional !== true
  if (brace || forgotten) tree.open({ kind: meant?.block?.kind ?? null, match, spec: meant?.block ?? null })
  return forgotten
}

function blockWithoutStatement(problems: DiagnosticList, brace: IToken): void {
  problems.addLazily(() => ({
    code: 'R0013',
    message: 'this block has no statement before it',
    start: brace.startOffset,
    end: endOf(brace)
  }))
}

function tooManyTokens({ length }: readonly IToken[], first: IToken): Problem {
  const most = limits.statementTokens.most
  const message = `this statement has ${grouped(length)} words and marks, and may have ${grouped(most)}; it was not read`
  return { code: 'R0083', message, start: first.startOffset, end: endOf(first) }
}

/** A word in the first column stands at the top when only the file has such statements, or when this one opens a block as they do. */
function belongsAtTop(
  { catalogue, tree }: Pick<Parsing, 'catalogue' | 'tree'>,
  tokens: readonly IToken[],
  opens: boolean
): boolean {
  const word = tokens[0]?.image ?? ''
  if (!catalogue.begins('file', word)) return false
  if (tree.kind === null || tree.kind === 'file' || !catalogue.begins(tree.kind, word)) return true
  const blocks = catalogue.candidates(tree.kind, word).some(({ signature }) => signature.block)
  return opens && !blocks
}

function checkClosed(match: StatementMatch | null, problems: DiagnosticList): void {
  if (match && match.rows.length > 0) checkTable(match, problems)
}
