// What of an invoice earns points: bonds are held for the customer, and their interest is a cost; neither is revenue.
import { minorUnit } from '../values/index.ts'

/** Of an invoice that stands, micro. */
export interface StandingAmounts {
  readonly currency: string
  /** Its total, less what notes credited. */
  readonly asked: bigint
  /** Of that, by payments. */
  readonly paid: bigint
  /** What of `asked` is no revenue: below zero where a bond goes back. */
  readonly notRevenue: bigint
}

/** `paid`: so much of what is revenue as is paid of the whole, in coins; all of it where nothing is asked for, for then the bond has paid it. */
export function earningAmounts(invoice: StandingAmounts): { readonly asked: bigint; readonly paid: bigint } {
  const { currency, notRevenue, paid } = invoice
  const asked = invoice.asked - notRevenue
  if (asked <= 0n || invoice.asked <= 0n || paid >= invoice.asked) return { asked, paid: asked }
  const coin = minorUnit(currency)
  return { asked, paid: paid <= 0n ? 0n : ((asked * paid) / invoice.asked / coin) * coin }
}
