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
    asked: run.asked,
    retryOf: run.retryOf,
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
    `run ${run.id} of ${run.billDate}: ${run.status}, ${counted(run.accounts, 'account')}${askedText(run)}\n`,
    table(totals.length > 0 ? totals : [['  nothing to bill']]),
    run.parked > 0 ? `  parked: ${counted(run.parked, 'account')}\n` : '',
    ...parked.map(
      ({ accountNumber, billedSince, detail, reason }) =>
        `    ${accountNumber}: ${reason} · ${detail}${billedSince ? ' (billed since)' : ''}\n`
    ),
    parked.some(({ billedSince }) => !billedSince) ? `  when that is mended: farthing bill retry ${run.id}\n` : '',
    ...nextSteps(run)
  ].join('')
}

function askedText({ asked, retryOf }: BillingRun): string {
  if (retryOf !== null) return `, parked by run ${retryOf}`
  const { billDays = [], plans = [], tags = [] } = asked ?? {}
  const groups = [
    ...billDays.map(day => `bill day ${day}`),
    ...plans.map(plan => `plan ${plan}`),
    ...tags.map(tag => `tag ${tag}`)
  ]
  return groups.length === 0 ? '' : `, only ${groups.join(', ')}`
}

function nextSteps({ id, status, totals }: BillingRun): string[] {
  if (status !== 'draft' || totals.length === 0) return []
  const accepted = totals.some(each => each.status === 'accepted')
  return [
    accepted
      ? `next: farthing bill issue ${id}\n`
      : `next: farthing bill compare ${id}; then accept or cancel; then issue\n`
  ]
}
