// A bill run as a person and as a program reads it.
import { formatAmount } from '@farthing/billing-core/values'
import type { BillingRun, ParkedRow } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'

export function runJson(run: BillingRun, parked: readonly ParkedRow[]): object {
  return {
    id: run.id,
    billDate: run.billDate,
    status: run.status,
    accounts: run.accounts,
    invoices: run.totals.map(each => ({ ...each, total: formatAmount(each.total, each.currency) })),
    parked: run.parked,
    parkedAccounts: parked.map(({ accountNumber, reason, detail }) => ({ account: accountNumber, reason, detail }))
  }
}

export function showRun(run: BillingRun, parked: readonly ParkedRow[]): string {
  const totals = run.totals.map(({ status, invoices, total, currency }) => [
    `  ${status}`,
    counted(invoices, 'invoice'),
    `${grouped(formatAmount(total, currency))} ${currency}`
  ])
  return [
    `run ${run.id} of ${run.billDate}: ${run.status}, ${counted(run.accounts, 'account')}\n`,
    table(totals.length > 0 ? totals : [['  nothing to bill']]),
    run.parked > 0 ? `  parked: ${counted(run.parked, 'account')}\n` : '',
    ...parked.map(({ accountNumber, reason, detail }) => `    ${accountNumber}: ${reason} · ${detail}\n`),
    ...nextSteps(run)
  ].join('')
}

function nextSteps({ id, status, totals }: BillingRun): string[] {
  if (status !== 'draft' || totals.length === 0) return []
  const accepted = totals.some(each => each.status === 'accepted')
  return [accepted ? `next: farthing bill issue ${id}\n` : `next: farthing bill accept ${id}, or cancel; then issue\n`]
}
