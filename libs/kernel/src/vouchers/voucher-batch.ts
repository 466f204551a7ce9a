// Batches of vouchers as rows.
import { sql, type Writer } from '../persistence/index.ts'

export interface GivenPocket {
  readonly kind: 'pocket'
  readonly unit: string
  /** Parts of the unit, more than zero. */
  readonly amount: bigint
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** 1 is used first. */
  readonly priority: number
  /** It ends with the last of so many days after that of the use, in the account's zone; null: never. */
  readonly lifetimeDays: number | null
}

export interface GivenDeed {
  readonly kind: 'deed'
  readonly deed: string
  /** In JSON: read when the vouchers are made, and again at each use, by the deed of that day. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Of the amounts among them; null: there is none. */
  readonly currency: string | null
}

/** What each use of a voucher gives, and how often there are uses. */
export interface VoucherTerms {
  readonly name: string
  readonly gives: GivenPocket | GivenDeed
  /** The first instant at which no code is taken any more; null: never. */
  readonly validUntil: Temporal.Instant | null
  /** How often each code may be used, and how often by one account. */
  readonly usesEach: number
  readonly usesPerAccount: number
}

/** A batch and what became of its uses: made = used + left + expired + blocked. */
export interface VoucherBatch extends VoucherTerms {
  readonly number: number
  readonly vouchers: number
  readonly madeAt: Temporal.Instant
  readonly blockedAt: Temporal.Instant | null
  readonly blockedBecause: string | null
  readonly used: number
  readonly left: number
  readonly expired: number
  readonly blocked: number
}

interface Row {
  readonly number: number
  readonly name: string
  readonly vouchers: number
  readonly unit: string | null
  readonly amount: bigint | null
  readonly services: readonly string[] | null
  readonly priority: number | null
  readonly lifetime_days: number | null
  readonly deed: string | null
  readonly currency: string | null
  readonly fields: Readonly<Record<string, unknown>> | null
  readonly valid_until: string | null
  readonly uses_each: number
  readonly uses_per_account: number
  readonly made_at: string
  readonly blocked_at: string | null
  readonly blocked_because: string | null
  readonly open: bigint
  readonly blocked: bigint
}

const BATCHES = `select b.number, b.name, b.vouchers, b.unit, b.amount, b.services, b.priority, b.lifetime_days, b.deed, b.fields, b.currency,
    b.valid_until::text, b.uses_each, b.uses_per_account, b.made_at::text, b.blocked_at::text, b.blocked_because,
    v.open, v.blocked
  from voucher_batch b cross join lateral (
    select coalesce(sum(v.uses_left) filter (where coalesce(b.blocked_at, v.blocked_at) is null), 0)::bigint as open,
      coalesce(sum(v.uses_left) filter (where coalesce(b.blocked_at, v.blocked_at) is not null), 0)::bigint as blocked
    from voucher v where v.tenant = b.tenant and v.batch = b.number) v`

/** Newest first, older than `before`. */
export async function listBatches(
  writer: Writer,
  tenant: string,
  {
    before,
    limit,
    now
  }: { readonly before?: number | undefined; readonly limit: number; readonly now: Temporal.Instant }
): Promise<VoucherBatch[]> {
  const query = `${BATCHES} where b.tenant = $1 and ($2::int is null or b.number < $2) order by b.number desc limit $3`
  return (await sql<Row>(writer, query, [tenant, before ?? null, limit])).map(row => batchOf(row, now))
}

export async function batchNumbered(
  writer: Writer,
  tenant: string,
  number: number,
  now: Temporal.Instant
): Promise<VoucherBatch | undefined> {
  const [row] = await sql<Row>(writer, `${BATCHES} where b.tenant = $1 and b.number = $2`, [tenant, number])
  return row && batchOf(row, now)
}

export interface NewBatch extends VoucherTerms {
  readonly number: number
  readonly madeAt: Temporal.Instant
  /** By serial, which counts from 1. */
  readonly hashes: readonly string[]
}

export async function addBatch(writer: Writer, tenant: string, batch: NewBatch): Promise<void> {
  const { gives, hashes, madeAt, name, number, usesEach, usesPerAccount } = batch
  const pocket =
    gives.kind === 'pocket'
      ? [gives.unit, gives.amount.toString(), gives.priority, gives.lifetimeDays, gives.services]
      : [null, null, null, null, null]
  const deed = gives.kind === 'deed' ? [gives.deed, JSON.stringify(gives.fields), gives.currency] : [null, null, null]
  await sql(
    writer,
    `insert into voucher_batch (tenant, number, name, vouchers, unit, amount, priority, lifetime_days, services, valid_until,
       uses_each, uses_per_account, made_at, deed, fields, currency)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[tenant, number, name, hashes.length, ...pocket],
      ...[batch.validUntil?.toString() ?? null, usesEach, usesPerAccount, madeAt.toString(), ...deed]
    ]
  )
  await sql(
    writer,
    `insert into voucher (tenant, batch, serial, code_hash, uses_left)
     select $1, $2, serial, hash, $4 from unnest($3::text[]) with ordinality as made (hash, serial)`,
    [tenant, number, hashes, usesEach]
  )
}

function batchOf(row: Row, now: Temporal.Instant): VoucherBatch {
  const validUntil = instant(row.valid_until)
  const over = validUntil !== null && Temporal.Instant.compare(validUntil, now) <= 0
  const [open, blocked] = [Number(row.open), Number(row.blocked)]
  return {
    ...{ number: row.number, name: row.name, vouchers: row.vouchers, gives: givesOf(row), validUntil },
    ...{ usesEach: row.uses_each, usesPerAccount: row.uses_per_account },
    madeAt: Temporal.Instant.from(row.made_at),
    blockedAt: instant(row.blocked_at),
    blockedBecause: row.blocked_because,
    used: row.vouchers * row.uses_each - open - blocked,
    left: over ? 0 : open,
    expired: over ? open : 0,
    blocked
  }
}

function givesOf({
  amount,
  currency,
  deed,
  fields,
  lifetime_days,
  priority,
  services,
  unit
}: Row): GivenPocket | GivenDeed {
  if (deed !== null) return { kind: 'deed', deed, fields: fields ?? {}, currency }
  if (unit === null || amount === null || priority === null) throw new Error('a voucher gives a pocket or a deed')
  return { kind: 'pocket', unit, amount, services, priority, lifetimeDays: lifetime_days }
}

const instant = (text: string | null) => (text === null ? null : Temporal.Instant.from(text))
