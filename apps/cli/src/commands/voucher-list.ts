import { formatHeld } from '@farthing/billing-core/values'
import { batchView, type GivenPocket, type VoucherBatch, VoucherBlockBody, VouchersService } from '@farthing/kernel'
import { asked } from '../asked.ts'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** `farthing voucher list`: batches and what became of their uses. */
export async function voucherList(
  { json, limit }: { readonly limit: number; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const batches = await withKernel({ command: 'farthing voucher list' }, kernel =>
    kernel.get(VouchersService).list({ limit })
  )
  if (json) terminal.out(batches.map(batch => `${JSON.stringify(batchView(batch))}\n`).join(''))
  else terminal.out(batches.length === 0 ? 'there are no vouchers\n' : table(batches.map(batchLine)))
}

/** `farthing voucher block 12 345 --reason "lost"`. */
export async function voucherBlock(
  {
    json,
    ...fields
  }: { readonly batch: number; readonly serial?: number; readonly reason: string; readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const { reason, ...what } = asked(VoucherBlockBody, fields, { reason: '--reason' })
  const blocked = await withKernel({ command: 'farthing voucher block' }, kernel =>
    kernel.get(VouchersService).block(what, reason)
  )
  if (!blocked.ok) throw new FoundProblem(blocked.detail)
  const { value } = blocked
  terminal.out(json ? `${JSON.stringify(batchView(value))}\n` : table([batchLine(value)]))
}

/** 'grant-discount loyal': a deed with what is said of it. */
export function doneWords(deed: string, fields: Readonly<Record<string, unknown>>): string {
  return [deed, ...Object.values(fields)].join(' ')
}

function heldWords({ amount, services, unit }: GivenPocket): string {
  return services === null ? formatHeld(amount, unit) : `${formatHeld(amount, unit)} for ${services.join(', ')}`
}

export function batchLine(batch: VoucherBatch): string[] {
  const { blocked, expired, gives, left, name, number, used, validUntil, vouchers } = batch
  const each = gives.kind === 'pocket' ? heldWords(gives) : doneWords(gives.deed, gives.fields)
  const until = validUntil === null ? 'without end' : `until ${validUntil}`
  const parts = { used, left, expired, blocked }
  const spread = Object.entries(parts).filter(([, count]) => count > 0)
  return [
    ...[`${number}`, name, counted(vouchers, 'voucher'), `${each} each`],
    ...[until, spread.map(([what, count]) => `${count} ${what}`).join(', ')]
  ]
}
