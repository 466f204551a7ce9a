// Cancelling: what was billed comes out of the books, and the account is looked at again from the days it covered.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ChosenInvoices } from './chosen-accounts.ts'

interface CancelTask {
  readonly tenant: string
  readonly run: string
  readonly now: Temporal.Instant
}

/** The account was not yet billed for the cancelled days, or never if they began with it, and everything since then is news again. */
const REOPEN = `update billing_cursor c
  set bill_date = case when c.bill_date = gone.bill_date then nullif(gone.from_date, gone.bill_date) else c.bill_date end,
      dirty_from = least(c.dirty_from, gone.since),
      carried_on = null
  from gone where c.tenant = gone.tenant and c.account = gone.account`

/**
 * An account each, of the bills that stand on these invoices: its own, and those that stand beside an invoice of another account. Of several
 * invoices of a bill one may have been made anew, and looked back further than the others.
 */
const GONE = `gone as (
  select tenant, account, min(coalesce(since, '0001-01-01'::date)) as since,
    max(bill_date) filter (where not at_once) as bill_date, min(from_date) filter (where not at_once) as from_date
  from (
    select tenant, account, bill_date, from_date, since, at_once from dropped where accounts is null
    union all select tenant, account, bill_date, from_date, since, false from beside) bills
  group by tenant, account)`
const BESIDE = 'tenant = $1 and payer is not null and cancelled_at is null and id in (select id from dropped)'

/** Accounts that a choice means: those whose invoice it is, and those whose lines it holds. */
export const OF_CHOSEN = '($3::uuid[] is null or account = any($3) or accounts && $3)'

/** Drafts and accepted invoices of a run, its bills that came to nothing and those that it left open: all, or those of these accounts or invoices. */
export async function cancelDrafts(client: ClientBase, task: CancelTask, chosen: ChosenInvoices): Promise<void> {
  const values = [task.tenant, task.run, chosen.accounts ?? null, chosen.invoices ?? null]
  const status = chosen.draftsOnly ? "'draft'" : "'draft', 'accepted'"
  const whose = chosen.draftsOnly ? ` and coalesce(accounts[1], account) = any($3::uuid[])` : ''
  const drafts = `tenant = $1 and run = $2 and status in (${status}) and ${OF_CHOSEN}${whose} and ($4::uuid[] is null or id = any($4))`
  const ofRun = 'tenant = $1 and run = $2 and ($3::uuid[] is null or account = any($3)) and $4::uuid[] is null'
  const nothing = `${ofRun} and cancelled_at is null and payer is null`
  await sql(
    client,
    `select count(*) from (
       select from account where tenant = $1 and id in (
         select unnest(coalesce(accounts, array[account])) from invoice where ${drafts}
         union select account from empty_bill where ${nothing}
         union select account from carried_forward where ${ofRun})
       order by id for no key update) locked`, // else another run that is billing them forgets the cancellation
    values
  )
  await sql(
    client,
    `with dropped as (
       update invoice set status = 'cancelled', cancelled_at = $5, renewed = $6 where ${drafts}
       returning tenant, account, accounts, id, bill_date, from_date, since, at_once),
     beside as (
       update empty_bill set cancelled_at = $5 where (${BESIDE}) or (${nothing})
       returning tenant, account, bill_date, from_date, since),
     ${GONE}
     ${REOPEN}`,
    [...values, task.now.toString(), chosen.draftsOnly === true]
  )
  await sql(
    client,
    `with opened as (
       delete from carried_forward where ${ofRun} returning account)
     update billing_cursor c set carried_on = null from opened o where c.tenant = $1 and c.account = o.account`,
    values
  )
}

/** One invoice, draft or issued; an issued one by a credit note. The accounts whose lines it holds are locked. */
export async function cancelOne(
  client: ClientBase,
  invoice: { readonly tenant: string; readonly account: string; readonly id: string },
  cancellation: { readonly creditNote: string | null; readonly now: Temporal.Instant }
): Promise<void> {
  await sql(
    client,
    `with dropped as (
       update invoice set status = 'cancelled', cancelled_at = $4, credit_note = $5
       where tenant = $1 and account = $2 and id = $3
       returning tenant, account, accounts, id, bill_date, from_date, since, at_once),
     beside as (
       update empty_bill set cancelled_at = $4 where ${BESIDE} returning tenant, account, bill_date, from_date, since),
     ${GONE}
     ${REOPEN}`,
    [invoice.tenant, invoice.account, invoice.id, cancellation.now.toString(), cancellation.creditNote]
  )
}

/** Keeps the run in its phase until the transaction ends; `changes`: which may end the phase itself. */
export async function lockRun(
  client: ClientBase,
  tenant: string,
  { changes, run }: { readonly run: string; readonly changes: boolean }
): Promise<string | undefined> {
  const [row] = await sql<{ status: string }>(
    client,
    `select status from billing_run where tenant = $1 and id = $2 for ${changes ? 'no key update' : 'share'}`,
    [tenant, run]
  )
  return row?.status
}
