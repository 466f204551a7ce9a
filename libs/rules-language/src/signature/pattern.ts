// Patterns as trees: 'rent <amount> per <period> [in advance | in arrears] [, prorated by <basis>]'.

export interface WordNode {
  readonly type: 'word'
  readonly text: string
}

/** `=`, `:` or `..`. */
export interface MarkNode {
  readonly type: 'mark'
  readonly text: string
}

export interface SlotNode {
  readonly type: 'slot'
  readonly name: string
}

/** `[a | b]` (optional) or `(a | b)`. */
export interface ChoiceNode {
  readonly type: 'choice'
  readonly optional: boolean
  readonly alternatives: readonly Alternative[]
}

export interface Alternative {
  /** Does a comma stand before it? */
  readonly comma: boolean
  /** Its leading fixed words, by which it is recognised: 'prorated by'. */
  readonly phrase: readonly string[]
  readonly nodes: readonly PatternNode[]
}

export type PatternNode = WordNode | MarkNode | SlotNode | ChoiceNode

/** Thrown for a pattern that is not well-formed; the message names what is wrong. */
export class PatternError extends Error {
  override name = 'PatternError'
}

const MISPLACED_COMMA = 'a comma stands only at the start of a clause: [, clause]'

const PIECE = /\s+|(<[a-z][A-Za-z0-9-]*>)|([\p{L}][\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*)|(\.\.|[=:,|()[\]])|(.)/gu

interface Piece {
  readonly slot: string | undefined
  readonly word: string | undefined
  readonly mark: string | undefined
}

export function parsePattern(pattern: string): readonly PatternNode[] {
  const pieces = [...piecesOf(pattern)]
  const reader = { pieces, at: 0, depth: 0 }
  const nodes = sequence(reader)
  const rest = pieces[reader.at]?.mark
  if (rest === ',') throw new PatternError(MISPLACED_COMMA)
  if (rest !== undefined) throw new PatternError(`'${rest}' has no partner`)
  if (nodes.length === 0) throw new PatternError('the pattern is empty')
  return nodes
}

function* piecesOf(pattern: string): Generator<Piece> {
  for (const [whole, slot, word, mark, stray] of pattern.matchAll(PIECE)) {
    if (stray !== undefined) throw new PatternError(`'${stray}' has no meaning in a pattern`)
    if (whole.trim() !== '') yield { slot: slot?.slice(1, -1), word, mark }
  }
}

interface Reader {
  readonly pieces: readonly Piece[]
  at: number
  depth: number
}

function sequence(reader: Reader): PatternNode[] {
  const nodes: PatternNode[] = []
  for (let piece = reader.pieces[reader.at]; piece !== undefined; piece = reader.pieces[reader.at]) {
    if (piece.slot !== undefined) nodes.push({ type: 'slot', name: piece.slot })
    else if (piece.word !== undefined) nodes.push({ type: 'word', text: piece.word })
    else if (piece.mark === '(' || piece.mark === '[') {
      nodes.push(choice(reader, piece.mark === '['))
      continue
    } else if (piece.mark === '|' || piece.mark === ')' || piece.mark === ']' || piece.mark === ',') break
    else nodes.push({ type: 'mark', text: piece.mark ?? '' })
    reader.at++
  }
  return nodes
}

function choice(reader: Reader, optional: boolean): ChoiceNode {
  if (++reader.depth > 8) throw new PatternError('clauses are nested more than 8 deep')
  const alternatives: Alternative[] = []
  do {
    reader.at++
    alternatives.push(alternative(reader))
  } while (reader.pieces[reader.at]?.mark === '|')
  const close = optional ? ']' : ')'
  if (reader.pieces[reader.at]?.mark !== close) throw new PatternError(`'${close}' is missing`)
  reader.at++
  reader.depth--
  return { type: 'choice', optional, alternatives }
}

function alternative(reader: Reader): Alternative {
  const comma = reader.pieces[reader.at]?.mark === ','
  if (comma) reader.at++
  const nodes = sequence(reader)
  if (reader.pieces[reader.at]?.mark === ',') throw new PatternError(MISPLACED_COMMA)
  if (nodes.length === 0) throw new PatternError('a clause is empty')
  return { comma, phrase: leadingWords(nodes), nodes }
}

/** The fixed words at the start of a sequence. */
export function leadingWords(nodes: readonly PatternNode[]): string[] {
  const words: string[] = []
  for (const node of nodes) {
    if (node.type !== 'word') break
    words.push(node.text)
  }
  return words
}

/** Every node of the tree, in order, with whether it stands where it may be left out. */
export function* everyNode(
  nodes: readonly PatternNode[],
  optional = false
): Generator<{ node: PatternNode; optional: boolean }> {
  for (const node of nodes) {
    yield { node, optional }
    if (node.type !== 'choice') continue
    const inner = optional || node.optional || node.alternatives.length > 1
    for (const { nodes: within } of node.alternatives) yield* everyNode(within, inner)
  }
}
