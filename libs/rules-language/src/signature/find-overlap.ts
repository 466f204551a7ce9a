// Finds a text that fits two signatures: the shortest one that the product of their automata accepts.
import type { Automaton } from './automaton.ts'
import type { CompiledSignature } from './compile-signature.ts'
import type { Signature } from './signature.ts'
import { automatonOf } from './signature-automaton.ts'
import { meet } from './token-class.ts'

/** One message for each pair of signatures of one block that a text could fit, with such a text. */
export function findOverlaps(compiled: readonly CompiledSignature[]): string[] {
  const automata = new Map(compiled.map(one => [one, automatonOf(one)]))
  const problems: string[] = []
  compiled.forEach((one, index) => {
    for (const other of compiled.slice(index + 1)) {
      const block = one.signature.in.find(kind => other.signature.in.includes(kind))
      const [a, b] = [automata.get(one), automata.get(other)]
      if (block === undefined || !a || !b || !beginAlike(one, other)) continue
      const ending = commonEnding(one.signature, other.signature)
      const witness = ending === null ? null : commonText(a, b)
      if (witness === null) continue
      const where = block === 'file' ? 'at the top level' : `in '${block}' blocks`
      problems.push(
        `${one.signature.id} and ${other.signature.id} both read '${witness}${ending}' ${where}: begin one of them with another word`
      )
    }
  })
  return problems
}

function beginAlike(a: CompiledSignature, b: CompiledSignature): boolean {
  return a.firstWords === null || b.firstWords === null || a.firstWords.some(word => b.firstWords?.includes(word))
}

/** How both may end: with or without a block. Null when one needs it and the other refuses it. */
function commonEnding(a: Signature, b: Signature): string | null {
  const plain = ({ block }: Signature): boolean => !block || block.optional === true
  if (plain(a) && plain(b)) return ''
  return a.block && b.block ? ' {' : null
}

interface Pair {
  readonly a: number
  readonly b: number
  readonly text: string
}

function commonText(a: Automaton, b: Automaton): string | null {
  const queue: Pair[] = [{ a: a.start, b: b.start, text: '' }]
  const seen = new Set<string>()
  for (const pair of queue) {
    const [left, right] = [a.leaving(pair.a), b.leaving(pair.b)]
    if (left.ends && right.ends) return pair.text.trim()
    for (const { on, to } of left.edges) {
      for (const other of right.edges) {
        const spelling = meet(on, other.on)
        const key = `${to} ${other.to}`
        if (spelling === null || seen.has(key)) continue
        seen.add(key)
        queue.push({ a: to, b: other.to, text: `${pair.text} ${spelling}` })
      }
    }
  }
  return null
}
