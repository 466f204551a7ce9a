// The words with which a value may begin or go on, for completion; amounts and dates are the author's.
import type { IToken } from 'chevrotain'
import { type BaseUnit, UNITS } from '@farthing/billing-core/values'
import { kernelFacts } from '../conditions/fact-signature.ts'
import { Comma, NumberToken, Range } from '../lexer/tokens.ts'
import type { Slot, UnitWords } from '../signature/slot.ts'
import { PERIOD_WORDS } from '../slots/calendar.ts'
import { dayWords } from '../slots/days.ts'

/** `written`: the tokens of the value so far. Names are not among the words: they are what the rules declare. */
export function slotWords(slot: Slot, written: readonly IToken[]): readonly string[] {
  const last = written.at(-1)
  const afterNumber = last?.tokenType === NumberToken
  switch (slot.kind) {
    case 'choice':
      return restOfPhrases(slot.of, written)
    case 'quantity':
      return afterNumber ? unitWords(slot.of, slot.units) : []
    case 'allowance':
      return last === undefined ? ['unlimited'] : afterNumber ? unitWords(slot.of, slot.units) : []
    case 'duration':
    case 'increment':
      return afterNumber ? unitWords(['second']) : []
    case 'period':
      return last === undefined || afterNumber ? PERIOD_WORDS.filter(word => word.endsWith('s') === afterNumber) : []
    case 'days':
    case 'hours':
      return last === undefined || last.tokenType === Comma || last.tokenType === Range ? dayWords : []
    case 'price':
    case 'event-price':
      return priceWords(written, [...PRICED_UNITS, ...ownWords(slot.units)])
    case 'condition':
      return conditionWords(written)
    default:
      return []
  }
}

function priceWords(written: readonly IToken[], units: readonly string[]): readonly string[] {
  const last = written.at(-1)
  if (last === undefined || last.image === 'then') return ['free']
  if (last.image === 'per' || last.image === 'started') return units
  if (last.tokenType !== NumberToken) return []
  return written.at(-2)?.image === 'per' ? units : ['per']
}

/** Facts where a test begins, the ways of comparing after one; what it is compared with is the author's. */
function conditionWords(written: readonly IToken[]): string[] {
  const last = written.at(-1)?.image
  if (last === undefined || ['and', 'or', 'not', '('].includes(last)) {
    return [...kernelFacts.map(({ name }) => name), ...(last === 'not' ? [] : ['not'])]
  }
  if (last === '%') return ['of included']
  if (last === 'of' || last === 'this') return last === 'of' ? ['account', 'group'] : ['cycle']
  if (written.at(-2)?.image === 'in') return ['days', 'weeks']
  const isFact = last === ')' || kernelFacts.some(({ name }) => name === last)
  const isCounted = ['cycle', 'account', 'group', 'days', 'day', 'weeks', 'week'].includes(last)
  if (!isFact && !isCounted) return ['and', 'or']
  return ['is', 'is not', 'reaches', ...(isFact ? ['of account', 'of group', 'this cycle', 'in'] : []), 'and', 'or']
}

const PRICED_UNITS = ['minute', 'second', 'hour', 'call', 'sms', 'message', 'event', 'MB', 'GB', 'kB', 'MiB', 'GiB']

/** The usual word of each unit, most usual first. */
const USUAL = ['min', 's', 'h', 'GB', 'MB', 'TB', 'GiB', 'MiB', 'sms', 'messages', 'calls', 'events']

function unitWords(of: readonly BaseUnit[] | undefined, units: UnitWords = UNITS): string[] {
  return [...USUAL, ...ownWords(units)].filter(word => {
    const unit = units.get(word)?.unit
    return unit !== undefined && (of === undefined || of.includes(unit))
  })
}

/** Those that the rules declare. */
function ownWords(units: UnitWords = UNITS): string[] {
  return [...units.keys()].filter(word => !UNITS.has(word))
}

function restOfPhrases(phrases: readonly string[], written: readonly IToken[]): string[] {
  return phrases.flatMap(phrase => {
    const words = phrase.split(' ')
    const begins = written.every((token, index) => token.image === words[index])
    return begins && words.length > written.length ? [words.slice(written.length).join(' ')] : []
  })
}
