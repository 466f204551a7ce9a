// Cancelling: what was billed comes out of the books, and the account is looked at again from the days it covered.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

interface CancelTask {
  readonly tenant: string
  readonly run: string
  readonly now: Temporal.Instant
}

/** The account was not yet billed for the cancelled days, or never if they began with it, and everything since then is news again. */
const REOPEN = `update billing_cursor c
  set bill_date = case when c.bill_date = gone.bill_date and not gone.at_once then nullif(gone.from_date, gone.bill_date) else c.bill_date end,
      dirty_from = least(c.dirty_from, coalesce(gone.since, '0001-01-01'::date)),
      carried_on = null
  from gone where c.tenant = gone.tenant and c.account = gone.account`

/** Drafts and accepted invoices of a run, its bills that came to nothing and those that it left open: all, or those of these accounts. */
export async function cancelDrafts(client: ClientBase, task: CancelTask, accounts?: readonly string[]): Promise<void> {
  await sql(
    client,
    `select count(*) from (
       select from account where tenant = $1 and id in (
         select account from invoice where tenant = $1 and run = $2 and status in ('draft', 'accepted')
         union select account from empty_bill where tenant = $1 and run = $2 and cancelled_at is null
         union select account from carried_forward where tenant = $1 and run = $2)
         and ($3::uuid[] is null or id = any($3))
       order by id for no key update) locked`, // else another run that is billing them forgets the cancellation
    [task.tenant, task.run, accounts ?? null]
  )
  await sql(
    client,
    `with dropped as (
       update invoice set status = 'cancelled', cancelled_at = $4
       where tenant = $1 and run = $2 and status in ('draft', 'accepted') and ($3::uuid[] is null or account = any($3))
       returning tenant, account, bill_date, from_date, since, at_once),
     nothing as (
       update empty_bill set cancelled_at = $4
       where tenant = $1 and run = $2 and cancelled_at is null and ($3::uuid[] is null or account = any($3))
       returning tenant, account, bill_date, from_date, since, false as at_once),
     gone as (select * from dropped union all select * from nothing)
     ${REOPEN}`,
    [task.tenant, task.run, accounts ?? null, task.now.toString()]
  )
  await sql(
    client,
    `with opened as (
       delete from carried_forward where tenant = $1 and run = $2 and ($3::uuid[] is null or account = any($3)) returning account)
     update billing_cursor c set carried_on = null from opened o where c.tenant = $1 and c.account = o.account`,
    [task.tenant, task.run, accounts ?? null]
  )
}

/** One invoice, draft or issued; an issued one by a credit note. */
export async function cancelOne(
  client: ClientBase,
  invoice: { readonly tenant: string; readonly account: string; readonly id: string },
  cancellation: { readonly creditNote: string | null; readonly now: Temporal.Instant }
): Promise<void> {
  await sql(
    client,
    `with gone as (
       update invoice set status = 'cancelled', cancelled_at = $4, credit_note = $5
       where tenant = $1 and account = $2 and id = $3
       returning tenant, account, bill_date, from_date, since, at_once)
     ${REOPEN}`,
    [invoice.tenant, invoice.account, invoice.id, cancellation.now.toString(), cancellation.creditNote]
  )
}

/** Keeps the run in its phase until the transaction ends. */
export async function lockRun(client: ClientBase, tenant: string, run: string): Promise<string | undefined> {
  const [row] = await sql<{ status: string }>(
    client,
    'select status from billing_run where tenant = $1 and id = $2 for share',
    [tenant, run]
  )
  return row?.status
}
