// `1,000.00` and `0,12`: numbers as other places write them, understood well enough to say how to write them here.
import type { IToken } from 'chevrotain'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { touches } from '../lexer/lex.ts'
import { Comma, Ident, Minus, NumberToken, Percent } from '../lexer/tokens.ts'
import { bad } from './judged.ts'
import { spanOf } from './written.ts'

interface Written {
  readonly tokens: readonly IToken[]
  readonly at: number
}

/** The problem and the index after the number and its unit, or null when no comma touches two numbers here. */
export function repairNumber({ tokens, at }: Written): { next: number; problem: Problem } | null {
  const from = tokens[at]?.tokenType === Minus ? at + 1 : at
  let last = from
  while (joins(tokens, last)) last += 2
  const [first, end] = [tokens[from], tokens[last]]
  if (last === from || !first || !end) return null
  const parts = []
  for (let index = from; index <= last; index += 2) parts.push(tokens[index]?.image ?? '')
  const dotted = parts.length === 2 && /^\d{1,3}\.\d{3}$/.test(parts[0] ?? '')
  const grouped = !dotted && parts.slice(1).every(part => /^\d{3}(?:\.\d+)?$/.test(part))
  const plain = grouped ? parts.join('') : dotted ? parts.join('.').replace('.', '') : parts.join('.')
  const why = grouped
    ? 'digits are not grouped'
    : `${dotted ? 'digits are not grouped, and ' : ''}decimals follow a point`
  const fix = grouped || parts.length === 2 ? { fix: replaceBy(`write ${plain}`, spanOf(first, end), plain) } : {}
  const { problem } = bad('R0044', spanOf(first, end), `${quoted(parts.join(','))}: ${why}`, fix)
  const after = tokens[last + 1]
  const unit = after && (after.tokenType === Percent || (after.tokenType === Ident && touches(end, after)))
  return { next: unit ? last + 2 : last + 1, problem }
}

function joins(tokens: readonly IToken[], at: number): boolean {
  const [number, comma, next] = [tokens[at], tokens[at + 1], tokens[at + 2]]
  if (number?.tokenType !== NumberToken || comma?.tokenType !== Comma || next?.tokenType !== NumberToken) return false
  return touches(number, comma) && touches(comma, next)
}
