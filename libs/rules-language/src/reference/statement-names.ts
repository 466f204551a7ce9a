// What a statement is called among the statements of a block: as few of its fixed words as tell it apart.
import { leadingWords, type PatternNode, parsePattern } from '../signature/pattern.ts'
import type { Signature } from '../signature/signature.ts'

interface Words {
  readonly id: string
  readonly words: readonly string[]
  /** Words before the first value or clause: a name has all of them, as in 'time zone'. */
  readonly leading: number
}

/** By id: 'rent', 'on change', 'expect charge =', and where words do not suffice 'charge | credit <title> <amount>'. */
export function statementNames(statements: readonly Signature[]): ReadonlyMap<string, string> {
  const all = statements.map(({ id, pattern }): Words => {
    const nodes = parsePattern(pattern)
    return { id, words: nodes.flatMap(node => wordOf(node) ?? []), leading: leadingWords(nodes).length }
  })
  const named = all.map(own =>
    nameAmong(
      own,
      all.filter(other => other !== own)
    )
  )
  return new Map(statements.map(({ id, pattern }, index) => [id, named[index] ?? shapeOf(parsePattern(pattern))]))
}

function nameAmong({ words, leading }: Words, others: readonly Words[]): string | null {
  const start = (from: readonly string[], count: number): string => from.slice(0, count).join(' ')
  for (let count = Math.max(1, leading); count < words.length; count++) {
    if (others.every(other => start(other.words, count) !== start(words, count))) return start(words, count)
  }
  const whole = words.join(' ')
  return whole === '' || others.some(other => other.words.join(' ') === whole) ? null : whole
}

/** Of a choice that must be made, the words of each alternative. */
function wordOf(node: PatternNode): string | null {
  if (node.type === 'word' || node.type === 'mark') return node.text
  if (node.type === 'slot' || node.optional) return null
  const phrases = node.alternatives.map(({ phrase }) => phrase.join(' '))
  return phrases.includes('') ? null : phrases.join(' | ')
}

/** The pattern without what may be left out. */
function shapeOf(nodes: readonly PatternNode[]): string {
  return nodes.flatMap(node => (node.type === 'slot' ? [`<${node.name}>`] : (wordOf(node) ?? []))).join(' ')
}
