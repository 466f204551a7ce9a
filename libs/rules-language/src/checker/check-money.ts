// Amounts are in the operator's currency, and no larger than numbers can carry.
import { formatAmount, MICRO } from '@farthing/billing-core/values'
import { grouped, limits } from '../limits.ts'
import type { MoneyLiteral } from '../signature/slot-value.ts'
import type { Written } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

/** The operator's currency; '' when it declares none that is known: then no amount is judged. */
export type Currency = string

/** Below it, every sum that rating makes is exact. */
const LARGEST_MICRO = BigInt(limits.amount.most) * MICRO

export function checkMoney({ value, spot }: Written<MoneyLiteral>, currency: Currency, report: Report): bigint {
  if (value.currency !== null && currency !== '' && value.currency !== currency) {
    const message = `${formatAmount(value.micro, value.currency)} ${value.currency} is foreign money: amounts here are in ${currency}`
    report.add(spot, 'error', 'R0033', () => ({ message, expected: [`an amount in ${currency}`] }))
  }
  if (value.micro > LARGEST_MICRO || value.micro < -LARGEST_MICRO) {
    report.add(spot, 'error', 'R0160', () => ({ message: `the amount is over ${grouped(limits.amount.most)}` }))
    return 0n
  }
  return value.micro
}
