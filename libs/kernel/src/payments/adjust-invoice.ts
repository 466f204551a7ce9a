// An adjustment takes its part of what an invoice asks for, or adds to it.
import type { LedgerTransaction } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { type Ids, sql } from '../persistence/index.ts'
import { openInvoices } from './open-invoices.ts'
import { releaseUpTo, type StandingAllocation } from './release-up-to.ts'
import { settleInvoices, unsettle } from './settle-invoices.ts'
import { recoverWrittenOff, writtenOffInvoices } from './written-off.ts'

export interface AdjustedInvoice {
  readonly tenant: string
  readonly account: string
  readonly invoice: string
  readonly adjustment: string
  readonly on: Temporal.PlainDate
  /** Micro, positive. */
  readonly amount: bigint
}

interface Tools {
  readonly ids: Ids
  readonly facts: FactBook
}

export interface TakenOff {
  /** The part that was open, or written off: the rest was paid, and is the account's credit again. Micro. */
  readonly owedNoMore: bigint
  /** To be posted beside the adjustment. */
  readonly recovered: readonly LedgerTransaction[]
}

/** Under the account's lock. */
export async function takeOffInvoice(client: ClientBase, adjusted: AdjustedInvoice, tools: Tools): Promise<TakenOff> {
  const { account, adjustment, amount, invoice, on, tenant } = adjusted
  const open = await openInvoices(client, tenant, account)
  const outstanding = open.find(each => each.invoice === invoice)?.outstanding ?? 0n
  const recovered = await recoverUpTo(client, { ...adjusted, amount: amount - outstanding }, tools)
  const owed = outstanding + recovered.amount
  if (amount > owed) await freePaid(client, { ...adjusted, amount: amount - owed }, tools)
  const settles = owed > 0n && amount >= owed && recovered.left === 0n
  const unpaid = settles && (await paidAllocations(client, adjusted)).length === 0
  const settlement = { tenant, account, payment: null, adjustment, on, unpaid }
  await settleInvoices(client, settlement, [{ invoice, amount, settles }], tools)
  return { owedNoMore: amount < owed ? amount : owed, recovered: recovered.transactions }
}

/** What is given up settles nothing: it may yet be paid. */
export async function giveUpInvoice(client: ClientBase, adjusted: AdjustedInvoice, tools: Tools): Promise<void> {
  const { account, adjustment, amount, invoice, on, tenant } = adjusted
  const settlement = { tenant, account, payment: null, adjustment, on }
  await settleInvoices(client, settlement, [{ invoice, amount, settles: false }], tools)
}

/** An invoice that was paid is open again. */
export async function addToInvoice(client: ClientBase, adjusted: AdjustedInvoice, tools: Tools): Promise<void> {
  await giveUpInvoice(client, { ...adjusted, amount: -adjusted.amount }, tools)
  await unsettle(client, adjusted, [adjusted.invoice], tools.facts)
}

/** Of what is given up; `left`: what of it still is. */
async function recoverUpTo(
  client: ClientBase,
  { amount: most, ...of }: AdjustedInvoice,
  { ids }: Tools
): Promise<{ readonly amount: bigint; readonly left: bigint; readonly transactions: readonly LedgerTransaction[] }> {
  const given = await writtenOffInvoices(client, of.tenant, of.account)
  const all = given.find(({ invoice }) => invoice === of.invoice)?.outstanding ?? 0n
  const amount = most < 0n ? 0n : most < all ? most : all
  const transactions = amount === 0n ? [] : [await recoverWrittenOff(client, { ...of, amount }, ids)]
  return { amount, left: all - amount, transactions }
}

/** The newest first. */
async function freePaid(client: ClientBase, adjusted: AdjustedInvoice, { ids }: Tools): Promise<void> {
  const { adjustment, amount } = adjusted
  const allocations = await paidAllocations(client, adjusted)
  const { freed } = await releaseUpTo(client, adjusted, { allocations, amount }, ids)
  if (freed !== amount) throw new Error(`adjustment ${adjustment} is more than its invoice asks for`)
}

/** Of payments and credit, the newest first. */
function paidAllocations(
  client: ClientBase,
  { account, invoice, tenant }: AdjustedInvoice
): Promise<StandingAllocation[]> {
  return sql<StandingAllocation>(
    client,
    `select id, invoice, amount from payment_allocation
     where tenant = $1 and account = $2 and invoice = $3 and adjustment is null and released_on is null order by id desc`,
    [tenant, account, invoice]
  )
}
