// What is said of money, by the operator or for one of the other currencies -> declarations.
import type { Match } from '../signature/match.ts'
import { approvalStatement } from './adjustment-statements.ts'
import { pricedInStatement } from './currency-statements.ts'
import { childOf, headSpot, isOf, slotSpot, written } from './match-parts.ts'
import type { CurrencyDeclaration, DeclaredOutlier, MoneyDeclaration } from './money-declarations.ts'
import { numberingStatement } from './numbering-statements.ts'
import { minimumStatement, roundStatement } from './operator-statements.ts'
import { outlierShareStatement, outlierTotalStatement } from './outlier-statements.ts'

export function lowerCurrency(match: Match): CurrencyDeclaration | null {
  if (!isOf(match, pricedInStatement)) return null
  const codes = match.slots.codes.map((value, index) => {
    return { value, spot: { source: match.source, ...match.slotSpan('codes', index) } }
  })
  return { ...moneySaid(match), spot: headSpot(match), codes, saysMore: match.children.length > 0 }
}

/** ' in EUR' for statements of a file that is for customers in euros: in another file the same name is another thing. '' where a file says no currency. */
export function forWhom(statements: readonly Match[]): string {
  const [said] = statements.flatMap(match => lowerCurrency(match) ?? [])
  return said === undefined ? '' : ` in ${said.codes.map(({ value }) => value).join(', ')}`
}

export function moneySaid(match: Match): MoneyDeclaration {
  const round = childOf(match, roundStatement)
  const approval = childOf(match, approvalStatement)
  const minimum = childOf(match, minimumStatement)
  const numbering = childOf(match, numberingStatement)
  return {
    invoiceNumbers: numbering === undefined ? null : numbersOf(numbering),
    rounding:
      round === undefined
        ? null
        : { value: { mode: round.slots.mode, step: round.slots.step }, spot: slotSpot(round, 'step') },
    invoiceMinimum:
      minimum === undefined ? null : { amount: minimum.slots.minimum.micro, times: minimum.slots.times ?? null },
    approvalAbove: approval === undefined ? null : written(approval, 'limit', approval.slots.limit),
    outliers: match.children.flatMap(outlierOf)
  }
}

function numbersOf(said: Match & Match<(typeof numberingStatement)['slots']>): MoneyDeclaration['invoiceNumbers'] {
  const { digits = null, form: value } = said.slots
  return { text: { value, spot: slotSpot(said, 'form') }, digits }
}

function outlierOf(child: Match): DeclaredOutlier[] {
  if (isOf(child, outlierShareStatement)) {
    const { difference = null, share, side } = child.slots
    const percent = { value: share, spot: slotSpot(child, 'share') }
    return [{ kind: 'share', spot: headSpot(child), side, percent, difference: difference && difference.micro }]
  }
  if (!isOf(child, outlierTotalStatement)) return []
  const { amount, side } = child.slots
  return [{ kind: 'total', spot: headSpot(child), side, amount: amount.micro }]
}
