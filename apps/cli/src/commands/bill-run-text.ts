// A bill run as a person and as a program reads it.
import { formatAmount } from '@farthing/billing-core/values'
import type { BillingRun, CarriedAccount, ParkedRow } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'

/** The first of them. */
export interface ListedAccounts {
  readonly parked: readonly ParkedRow[]
  readonly carried: readonly CarriedAccount[]
}

const NONE: ListedAccounts = { parked: [], carried: [] }

export function runJson(run: BillingRun, { carried, parked }: ListedAccounts = NONE): object {
  return {
    id: run.id,
    billDate: run.billDate,
    status: run.status,
    accounts: run.accounts,
    asked: run.asked,
    retryOf: run.retryOf,
    invoices: run.totals.map(each => ({ ...each, total: formatAmount(each.total, each.currency) })),
    parked: run.parked,
    carriedForward: run.carriedForward,
    sent: run.sent,
    sending: run.sending,
    carriedAccounts: carried.map(({ accountNumber, currency, total }) => ({
      ...{ account: accountNumber, currency, total: formatAmount(total, currency) }
    })),
    graceUntil: run.graceUntil,
    heldBy: run.heldBy,
    parkedAccounts: parked.map(({ accountNumber, reason, detail }) => ({ account: accountNumber, reason, detail }))
  }
}

export function showRun(run: BillingRun, { carried, parked }: ListedAccounts = NONE): string {
  const totals = run.totals.map(({ status, invoices, total, currency }) => [
    `  ${status}`,
    counted(invoices, 'invoice'),
    `${grouped(formatAmount(total, currency))} ${currency}`
  ])
  return [
    `run ${run.id} of ${run.billDate}: ${run.status}, ${counted(run.accounts, 'account')}${askedText(run)}\n`,
    table(totals.length > 0 ? totals : [['  nothing to bill']]),
    run.sent > 0 ? `  sent: ${counted(run.sent, 'invoice')}\n` : '',
    run.carriedForward > 0 ? `  carried forward, below the minimum: ${counted(run.carriedForward, 'account')}\n` : '',
    ...carried.map(
      ({ accountNumber, currency, total }) => `    ${accountNumber}: ${formatAmount(total, currency)} ${currency}\n`
    ),
    run.parked > 0 ? `  parked: ${counted(run.parked, 'account')}\n` : '',
    ...parked.map(
      ({ accountNumber, billedSince, detail, reason }) =>
        `    ${accountNumber}: ${reason} · ${detail}${billedSince ? ' (billed since)' : ''}\n`
    ),
    parked.some(({ billedSince }) => !billedSince) ? `  when that is mended: farthing bill retry ${run.id}\n` : '',
    graceText(run),
    ...nextSteps(run)
  ].join('')
}

function graceText({ graceUntil, heldBy, id, status }: BillingRun): string {
  if (graceUntil === null || status !== 'draft') return ''
  if (heldBy !== null) return `  held by ${heldBy}: farthing bill release ${id}\n`
  return `  open until ${graceUntil}, then made anew and issued by itself; to keep it open: farthing bill hold ${id} --by NAME\n`
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
