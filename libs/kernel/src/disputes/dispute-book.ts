// Disputes as they are kept and read.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { DisputeStatus } from './disputes.tables.ts'

export interface Dispute {
  readonly id: string
  readonly account: string
  readonly accountNumber: string
  readonly invoice: string
  readonly invoiceNumber: string
  readonly currency: string
  /** Null: the invoice as a whole. */
  readonly line: number | null
  /** Micro, taxes included. */
  readonly amount: bigint
  readonly reason: string
  readonly remark: string
  readonly status: DisputeStatus
  readonly openedBy: string
  readonly openedAt: Temporal.Instant
  /** Number of the credit note that ended it, or id of the one that waits for approval; null: there is none. */
  readonly creditNote: string | null
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly decision: string | null
}

export interface DisputeSearch {
  /** Ids. */
  readonly account?: string | undefined
  readonly invoice?: string | undefined
  readonly status?: DisputeStatus | undefined
  /** Id of the last one of the page before. */
  readonly before?: string | undefined
  readonly limit: number
}

type Row = Omit<Dispute, 'amount' | 'openedAt' | 'decidedAt'> & {
  readonly amount: string
  readonly opened: string
  readonly decided: string | null
}

const DISPUTES = `select d.id, d.account, a.number as "accountNumber", d.invoice, i.number as "invoiceNumber", i.currency, d.line, d.amount::text,
    d.reason, d.remark, d.status, d.opened_by as "openedBy", d.opened_at::text as opened, d.decided_by as "decidedBy",
    d.decided_at::text as decided, d.decision, coalesce(n.number, n.id::text, case when d.status = 'credited' then i.credit_note end) as "creditNote"
  from dispute d join account a on a.tenant = d.tenant and a.id = d.account
  join invoice i on i.tenant = d.tenant and i.account = d.account and i.id = d.invoice
  left join adjustment n on n.tenant = d.tenant and n.account = d.account and n.id = d.adjustment`

export async function findDispute(writer: Writer, tenant: string, id: string): Promise<Dispute | undefined> {
  const [row] = await sql<Row>(writer, `${DISPUTES} where d.tenant = $1 and d.id = $2`, [tenant, id])
  return row && disputeOf(row)
}

/** Newest first. */
export async function listDisputes(writer: Writer, tenant: string, search: DisputeSearch): Promise<Dispute[]> {
  const { account = null, before = null, invoice = null, limit, status = null } = search
  const rows = await sql<Row>(
    writer,
    `${DISPUTES} where d.tenant = $1 and ($2::uuid is null or d.account = $2) and ($3::uuid is null or d.invoice = $3)
       and ($4::text is null or d.status = $4) and ($5::uuid is null or d.id < $5) order by d.id desc limit $6`,
    [tenant, account, invoice, status, before, limit]
  )
  return rows.map(disputeOf)
}

/** Micro: in all of the invoice, or of a line of it. */
export async function openlyDisputed(
  writer: Writer,
  tenant: string,
  of: { readonly account: string; readonly invoice: string; readonly line: number | null }
): Promise<bigint> {
  const [row] = await sql<{ sum: string }>(
    writer,
    `select coalesce(sum(amount), 0)::text as sum from dispute
     where tenant = $1 and account = $2 and invoice = $3 and ($4::int is null or line = $4) and status = 'open'`,
    [tenant, of.account, of.invoice, of.line]
  )
  return BigInt(row?.sum ?? 0)
}

export async function insertDispute(writer: Writer, tenant: string, dispute: Dispute): Promise<void> {
  const { account, amount, id, invoice, line, openedAt, openedBy, reason, remark } = dispute
  await sql(
    writer,
    `insert into dispute (tenant, account, id, invoice, line, amount, reason, remark, status, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10)`,
    [...[tenant, account, id, invoice, line, amount.toString()], ...[reason, remark, openedBy, openedAt.toString()]]
  )
}

function disputeOf({ amount, decided, opened, ...rest }: Row): Dispute {
  return {
    ...rest,
    amount: BigInt(amount),
    openedAt: instantFromSql(opened),
    decidedAt: decided === null ? null : instantFromSql(decided)
  }
}
