// A signature made ready for matching: its pattern as a tree, with the words that may follow each slot.
import {
  type Alternative,
  type ChoiceNode,
  everyNode,
  leadingWords,
  type PatternNode,
  parsePattern
} from './pattern.ts'
import type { Signature } from './signature.ts'
import { slotProblems } from './slot-problems.ts'
import type { Slot } from './slot.ts'

export interface CompiledSlot {
  readonly type: 'slot'
  readonly name: string
  readonly slot: Slot
  readonly follow: ReadonlySet<string>
}

export interface CompiledChoice {
  readonly type: 'choice'
  readonly optional: boolean
  readonly alternatives: readonly CompiledAlternative[]
}

export interface CompiledAlternative {
  readonly comma: boolean
  readonly phrase: readonly string[]
  /** What is expected after so many words of the phrase were written, and before its comma. */
  readonly remaining: readonly string[]
  readonly whole: string
  readonly nodes: readonly CompiledNode[]
}

export type CompiledNode = Exclude<PatternNode, { type: 'slot' | 'choice' }> | CompiledSlot | CompiledChoice

export interface CompiledSignature {
  readonly signature: Signature
  readonly nodes: readonly CompiledNode[]
  /** All clauses with a phrase, wherever they stand. */
  readonly clauses: readonly CompiledAlternative[]
  /** Its leading fixed words: 'time zone'. */
  readonly phrase: string
  /** Words that it may begin with; null when it may begin with a slot. */
  readonly firstWords: readonly string[] | null
}

/** Throws PatternError when the pattern is not well-formed or its slots are not those declared. */
export function compileSignature(signature: Signature): CompiledSignature {
  const tree = parsePattern(signature.pattern)
  const nodes = compileSequence(tree, new Set(), signature)
  return {
    signature,
    nodes,
    clauses: [...clausesOf(nodes)],
    phrase: leadingWords(tree).join(' '),
    firstWords: firstWords(tree)
  }
}

function compileSequence(
  nodes: readonly PatternNode[],
  after: ReadonlySet<string>,
  signature: Signature
): CompiledNode[] {
  const compiled: CompiledNode[] = []
  let follow = after
  for (const node of nodes.toReversed()) {
    compiled.unshift(compileNode(node, follow, signature))
    follow = precede(node, follow)
  }
  return compiled
}

function compileNode(node: PatternNode, follow: ReadonlySet<string>, signature: Signature): CompiledNode {
  if (node.type === 'slot') {
    const slot = Object.hasOwn(signature.slots, node.name) ? signature.slots[node.name] : undefined
    if (slot === undefined) throw new Error(`<${node.name}> is not declared`)
    return { type: 'slot', name: node.name, slot, follow }
  }
  if (node.type !== 'choice') return node
  const alternatives = node.alternatives.map(({ comma, phrase, nodes }) => ({
    comma,
    phrase,
    remaining: phrase.map((_, index) => `\`${phrase.slice(index).join(' ')}\``),
    whole: comma ? `\`, ${phrase.join(' ')}\`` : '',
    nodes: compileSequence(nodes, follow, signature)
  }))
  return { type: 'choice', optional: node.optional, alternatives }
}

/** The words that may stand before `follow` when the node is put in front of it. */
function precede(node: PatternNode, follow: ReadonlySet<string>): ReadonlySet<string> {
  if (node.type === 'word' || node.type === 'mark') return new Set([node.text])
  if (node.type === 'slot') return new Set()
  const first = node.alternatives.flatMap(({ comma, phrase }) => (comma ? [] : phrase.slice(0, 1)))
  return new Set(node.optional ? [...first, ...follow] : first)
}

function* clausesOf(nodes: readonly CompiledNode[]): Generator<CompiledAlternative> {
  for (const node of nodes) {
    if (node.type !== 'choice') continue
    for (const alternative of node.alternatives) {
      if (alternative.phrase.length > 0) yield alternative
      yield* clausesOf(alternative.nodes)
    }
  }
}

function firstWords(nodes: readonly PatternNode[]): string[] | null {
  const first = nodes[0]
  if (first?.type === 'word') return [first.text]
  if (first?.type !== 'choice' || first.optional) return null
  const words = first.alternatives.map(({ phrase }) => phrase[0])
  return words.every(word => word !== undefined) ? words : null
}

/** What is wrong with the declaration itself, apart from other signatures. */
export function signatureProblems(signature: Signature): string[] {
  const problems: string[] = []
  let tree: readonly PatternNode[]
  try {
    tree = parsePattern(signature.pattern)
  } catch (error) {
    return [`pattern '${signature.pattern}': ${error instanceof Error ? error.message : String(error)}`]
  }
  if (!/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/.test(signature.id))
    problems.push(`the id is not of the form 'plugin.statement'`)
  if (signature.in.length === 0) problems.push(`'in' names no place where it may stand`)
  if (signature.doc.trim() === '') problems.push('the doc sentence is missing')
  problems.push(...slotProblems(signature, tree), ...clauseProblems(tree))
  return problems
}

function clauseProblems(tree: readonly PatternNode[]): string[] {
  const problems: string[] = []
  const phrases = new Set<string>()
  for (const { node } of everyNode(tree)) {
    if (node.type !== 'choice') continue
    problems.push(...choiceProblems(node))
    for (const { phrase, comma } of node.alternatives) {
      const key = `${comma ? ', ' : ''}${phrase.join(' ')}`
      if (node.optional && phrases.has(key)) problems.push(`two clauses begin with '${key}'`)
      phrases.add(key)
    }
  }
  return [...problems, ...clashes(tree)]
}

/** A clause that cannot be told from what follows it: `[to <a>] to <b>`. */
function clashes(nodes: readonly PatternNode[]): string[] {
  return nodes.flatMap((node, index) => {
    if (node.type !== 'choice') return []
    const inner = node.alternatives.flatMap(alternative => clashes(alternative.nodes))
    if (!node.optional) return inner
    const after = [...followingPhrases(nodes.slice(index + 1))]
    const clash = node.alternatives.find(one =>
      after.some(other => other.comma === one.comma && isPrefix(one.phrase, other.phrase))
    )
    return clash ? [...inner, `the clause '${clash.phrase.join(' ')}' cannot be told from what follows it`] : inner
  })
}

/** The fixed words with which the rest of a sequence may begin. */
function* followingPhrases(nodes: readonly PatternNode[]): Generator<{ comma: boolean; phrase: readonly string[] }> {
  for (const [index, node] of nodes.entries()) {
    if (node.type !== 'choice') {
      yield { comma: false, phrase: leadingWords(nodes.slice(index)) }
      return
    }
    yield* node.alternatives
    if (!node.optional) return
  }
}

function isPrefix(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length)
  return length > 0 && a.slice(0, length).join(' ') === b.slice(0, length).join(' ')
}

function choiceProblems({ optional, alternatives }: ChoiceNode): string[] {
  const wordless = alternatives.filter(({ phrase }: Alternative) => phrase.length === 0)
  if (optional && wordless.length > 0) return ['an optional clause must start with a fixed word']
  if (wordless.length > 1) return ['at most one alternative may start with a slot']
  const same = alternatives.find(
    ({ phrase }, index) => alternatives.findIndex(other => other.phrase.join(' ') === phrase.join(' ')) < index
  )
  return same ? [`two alternatives begin with '${leadingWords(same.nodes).join(' ')}'`] : []
}
