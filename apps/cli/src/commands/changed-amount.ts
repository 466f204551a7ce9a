// How far an amount moved, in words.
import { divide, formatAmount } from '@farthing/billing-core/values'
import { grouped } from '../progress.ts'

/** '+12.30', '-0.05', '0.00' */
export function signed(micro: bigint, currency: string): string {
  return `${micro > 0n ? '+' : ''}${grouped(formatAmount(micro, currency))}`
}

/** '+3.2%', rounded half up; 'from nothing' where there was none. Gates compare exact amounts, never this. */
export function percent(before: bigint, after: bigint): string {
  if (before === 0n) return after === 0n ? '0%' : 'from nothing'
  const base = before < 0n ? -before : before
  const tenths = divide((after - before) * 1000n, base, 'half-up')
  if (tenths === 0n && after !== before) return after > before ? 'under +0.1%' : 'under -0.1%'
  const size = tenths < 0n ? -tenths : tenths
  return `${tenths < 0n ? '-' : '+'}${size / 10n}.${size % 10n}%`
}
