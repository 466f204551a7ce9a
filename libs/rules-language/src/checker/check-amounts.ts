// Money in the slots of any statement, the kernel's or a plugin's: in the operator's currency, and not beyond all measure.
import type { Match } from '../signature/match.ts'
import type { MoneyLiteral, Price } from '../signature/slot-value.ts'
import type { Expression } from '../slots/expression.ts'
import { cellsInFiles, slotSpot } from '../vocabulary/match-parts.ts'
import { checkFree } from './check-free.ts'
import { checkMoney } from './check-money.ts'
import type { Report } from './report.ts'

export function checkAmounts(match: Match, currency: string, report: Report): void {
  for (const [slot, { kind }] of Object.entries(match.signature.slots)) {
    const value: unknown = match.slots[slot]
    const money = value === undefined ? null : moneyIn(kind, value)
    if (kind === 'price' && money !== null) {
      checkFree(money.micro, { spot: slotSpot(match, slot), isWhole: false }, report)
    }
    if (money !== null) checkMoney({ value: money, spot: slotSpot(match, slot) }, currency, report)
  }
  for (const child of [...match.children, ...cellsInFiles(match)]) checkAmounts(child, currency, report)
}

/** `kind` says what the value is. */
function moneyIn(kind: string, value: unknown): MoneyLiteral | null {
  if (kind === 'money') return value as MoneyLiteral
  if (kind === 'price') {
    const price = value as Price
    return price.kind === 'per' ? price.money : null
  }
  if (kind === 'expression') {
    const { micro, currency, dimension } = value as Expression
    return dimension === 'money' ? { micro: micro ?? 0n, currency } : null
  }
  return null
}
