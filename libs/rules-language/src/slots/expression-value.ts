// The slot kind `expression`: sums and products with brackets.
import type { IToken } from 'chevrotain'
import { oneOf } from '../diagnostics/wording.ts'
import { Ident, LParen, NumberToken, Phone, RParen } from '../lexer/tokens.ts'
import { grouped, limits } from '../limits.ts'
import type { Slot } from '../signature/slot.ts'
import type { Expression } from './expression.ts'
import { bad } from './judged.ts'
import { quantityNoun } from './amounts.ts'
import type { SlotReading, SlotStart } from './read-slot.ts'
import { grammar } from './slot-grammar.ts'
import { exactMicro, type Term } from './term.ts'
import { spanOf } from './written.ts'

export function readExpression(start: SlotStart, slot: Slot): SlotReading {
  const unbalanced = checkBrackets(start.tokens, start.at)
  if (unbalanced) return { ok: false, at: unbalanced.at, wanted: [], problem: unbalanced.problem }
  const reading = grammar.read(grammar.expression, start, slot.units)
  if (!reading.ok) return reading
  const { result: term, next } = reading
  const signed = start.tokens[next]
  if (signed?.tokenType === Phone) {
    const { problem } = bad('R0022', spanOf(signed), 'write a space after +')
    return { ok: true, value: '', next: next + 1, problem }
  }
  const problem = term.problem ?? judge(term, slot)
  if (problem) return { ok: true, value: '', next, problem }
  return { ok: true, value: valueOf(term, start.tokens.slice(start.at, next)), next }
}

function valueOf(term: Term, tokens: readonly IToken[]): Expression {
  const { value, dimension, currency } = term
  return { value, dimension, currency, micro: exactMicro(value) ?? 0n, text: textOf(tokens) }
}

/** As written, with single spaces except inside brackets and between a number and its unit's suffix. */
function textOf(tokens: readonly IToken[]): string {
  let text = ''
  let before: IToken | undefined
  for (const token of tokens) {
    const tight = !before || before.tokenType === LParen || token.tokenType === RParen || token.image === '%'
    const joined = before && token.tokenType === Ident && before.startOffset + before.image.length === token.startOffset
    text += (tight || joined ? '' : ' ') + token.image
    before = token
  }
  return text
}

function judge(term: Term, slot: Slot) {
  const { result, signed } = slot.kind === 'expression' ? slot : { result: 'money', signed: true }
  const { dimension, value } = term
  const fits =
    result === 'money'
      ? dimension === 'money' || dimension === 'number'
      : dimension !== 'money' && dimension !== 'number'
  if (!fits) {
    const wanted = result === 'money' ? 'an amount of money' : 'a quantity such as 30 min, 5 GB or 100 sms'
    return bad('R0032', term, `this comes to ${dimensionNoun(dimension)}; ${wanted} is wanted here`).problem
  }
  if (!signed && value.numerator < 0n) return bad('R0037', term, 'this comes to less than zero').problem
  if (exactMicro(value) === null)
    return bad('R0042', term, 'this does not come to a number of at most six decimals').problem
  return null
}

function dimensionNoun(dimension: Expression['dimension']): string {
  if (dimension === 'number') return 'a plain number'
  return dimension === 'money' ? 'money' : quantityNoun(dimension)
}

/** One linear pass before anything recursive runs: every bracket has its partner, none is too deep, and the sum is not endless. */
export function checkBrackets(tokens: readonly IToken[], from: number) {
  const open: number[] = []
  let numbers = 0
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]
    if (token?.tokenType === LParen) open.push(at)
    else if (token?.tokenType === RParen && open.pop() === undefined) {
      return { at, ...bad('R0041', spanOf(token), 'this `)` closes nothing') }
    }
    if (token?.tokenType === NumberToken && ++numbers > limits.expressionTerms.most) {
      const message = `a sum has at most ${grouped(limits.expressionTerms.most)} numbers`
      return { at, ...bad('R0086', spanOf(token), message) }
    }
    if (token && open.length > limits.brackets.most) {
      return { at, ...bad('R0012', spanOf(token), `brackets are nested more than ${limits.brackets.most} deep`) }
    }
  }
  const first = tokens[open[0] ?? -1]
  return first
    ? { at: open[0] ?? 0, ...bad('R0041', spanOf(first), `this bracket is never closed: ${oneOf(['`)`'])} is missing`) }
    : null
}
