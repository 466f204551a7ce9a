// Payment runs and what partners are owed, as their tables have them.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { CommissionRunStatus } from './commissions.tables.ts'

export interface CommissionPayout {
  /** Of the partner. */
  readonly id: string
  readonly partner: string
  readonly name: string
  readonly currency: string
  /** Micro. */
  readonly proposed: bigint
  readonly paid: bigint | null
}

export interface CommissionRun {
  readonly id: string
  readonly number: string
  readonly status: CommissionRunStatus
  readonly method: string
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly date: Temporal.PlainDate | null
  /** In order of the partners' codes. */
  readonly payouts: readonly CommissionPayout[]
}

interface Row {
  readonly id: string
  readonly number: string
  readonly status: CommissionRunStatus
  readonly method: string
  readonly proposed_by: string
  readonly proposed_at: string
  readonly decided_by: string | null
  readonly decided_at: string | null
  readonly date: string | null
  readonly payouts: readonly StoredPayout[] | null
}

type StoredPayout = Omit<CommissionPayout, 'proposed' | 'paid'> & {
  readonly proposed: string
  readonly paid: string | null
}

const RUNS = `select r.id, r.number, r.status, r.method, r.proposed_by, r.proposed_at::text, r.decided_by, r.decided_at::text, r.date::text,
    (select json_agg(json_build_object('id', p.id, 'partner', o.partner, 'name', p.name, 'currency', o.currency,
       'proposed', o.proposed::text, 'paid', o.paid::text) order by o.partner, o.currency)
     from commission_payout o join partner p on p.tenant = o.tenant and p.code = o.partner
     where o.tenant = r.tenant and o.run = r.id) as payouts
  from commission_run r`

/** By number or id. */
export async function readRun(writer: Writer, tenant: string, reference: string): Promise<CommissionRun | undefined> {
  const [row] = await sql<Row>(writer, `${RUNS} where r.tenant = $1 and (r.number = $2 or r.id::text = $2)`, [
    tenant,
    reference
  ])
  return row && runOf(row)
}

/** Until the transaction ends nobody else decides about it. */
export async function lockRun(writer: Writer, tenant: string, reference: string): Promise<CommissionRun | undefined> {
  await sql(writer, 'select from commission_run where tenant = $1 and (number = $2 or id::text = $2) for update', [
    tenant,
    reference
  ])
  return readRun(writer, tenant, reference)
}

export async function listRuns(
  writer: Writer,
  tenant: string,
  { limit, status }: { readonly status?: CommissionRunStatus | undefined; readonly limit: number }
): Promise<CommissionRun[]> {
  const rows = await sql<Row>(
    writer,
    `${RUNS} where r.tenant = $1 and ($2::text is null or r.status = $2) order by r.id desc limit $3`,
    [tenant, status ?? null, limit]
  )
  return rows.map(runOf)
}

/** Micro by partner and currency; negative where more went back than was owed. In order of codes. */
export async function owedToPartners(
  writer: Writer,
  tenant: string
): Promise<{ readonly partner: string; readonly currency: string; readonly amount: bigint }[]> {
  const rows = await sql<{ partner: string; currency: string; amount: string }>(
    writer,
    `select partner, currency, sum(amount)::text as amount from (
       select partner, currency, amount from commission_entry where tenant = $1
       union all select partner, currency, -paid from commission_payout where tenant = $1 and paid is not null) moves
     group by partner, currency order by partner, currency`,
    [tenant]
  )
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

function runOf({ payouts, ...row }: Row): CommissionRun {
  const { id, method, number, status } = row
  return {
    ...{ id, number, status, method, proposedBy: row.proposed_by, decidedBy: row.decided_by },
    proposedAt: instantFromSql(row.proposed_at),
    decidedAt: row.decided_at === null ? null : instantFromSql(row.decided_at),
    date: row.date === null ? null : Temporal.PlainDate.from(row.date),
    payouts: (payouts ?? []).map(({ paid, proposed, ...payout }) => ({
      ...{ ...payout, proposed: BigInt(proposed), paid: paid === null ? null : BigInt(paid) }
    }))
  }
}
