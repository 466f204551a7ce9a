// Codes as rows: looked up by their hash, used under their locks, and tried in vain.
import { createHash } from 'node:crypto'
import { sql, type Writer } from '../persistence/index.ts'

export interface VoucherUse {
  readonly account: string
  readonly batch: number
  readonly serial: number
  /** From 1 on, of the account's uses of this voucher. */
  readonly use: number
  /** Ids: of the pocket that it filled, or else of the fact of the deed that it did. */
  readonly pocket: string | null
  readonly fact: string | null
  readonly at: Temporal.Instant
}

/** What a code is kept as. 75 random bits need no salt and no slow hash. */
export const hashed = (code: string): string => createHash('sha256').update(code).digest('hex')

export interface LockedVoucher {
  readonly batch: number
  readonly serial: number
  readonly usesLeft: number
  readonly blockedBecause: string | null
  /** How often the account has used it. */
  readonly usedByAccount: number
}

interface LockedRow {
  readonly batch: number
  readonly serial: number
  readonly uses_left: number
  readonly because: string | null
  readonly mine: bigint
}

/** Under the account's lock, which comes first. Whoever else wants this code waits until the transaction ends. */
export async function lockVoucher(
  writer: Writer,
  tenant: string,
  account: string,
  code: string
): Promise<LockedVoucher | undefined> {
  const [row] = await sql<LockedRow>(
    writer,
    `select v.batch, v.serial, v.uses_left, coalesce(v.blocked_because, b.blocked_because) as because,
       (select count(*) from voucher_redemption r
        where r.tenant = v.tenant and r.account = $2 and r.batch = v.batch and r.serial = v.serial) as mine
     from voucher v join voucher_batch b on b.tenant = v.tenant and b.number = v.batch
     where v.tenant = $1 and v.code_hash = $3 for no key update of v`,
    [tenant, account, hashed(code)]
  )
  if (row === undefined) return undefined
  const { batch, because, mine, serial, uses_left } = row
  return { batch, serial, usesLeft: uses_left, blockedBecause: because, usedByAccount: Number(mine) }
}

/** Under the voucher's lock; its constraint refuses a use too many. */
export async function useVoucher(writer: Writer, tenant: string, use: VoucherUse): Promise<void> {
  const { account, at, batch, fact, pocket, serial } = use
  const text = 'update voucher set uses_left = uses_left - 1 where tenant = $1 and batch = $2 and serial = $3'
  await sql(writer, text, [tenant, batch, serial])
  await sql(
    writer,
    `insert into voucher_redemption (tenant, account, batch, serial, use, pocket, fact, redeemed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tenant, account, batch, serial, use.use, pocket, fact, at.toString()]
  )
}

/** How often a code that there is not was tried for the account, and until when that counts. Under the account's lock. */
export async function missesOf(
  writer: Writer,
  tenant: string,
  account: string,
  now: Temporal.Instant
): Promise<{ readonly misses: number; readonly forgottenAt: Temporal.Instant } | undefined> {
  const [row] = await sql<{ misses: number; forgotten_at: string }>(
    writer,
    'select misses, forgotten_at::text from voucher_miss where tenant = $1 and account = $2 and forgotten_at > $3',
    [tenant, account, now.toString()]
  )
  return row && { misses: row.misses, forgottenAt: Temporal.Instant.from(row.forgotten_at) }
}

export async function addMiss(
  writer: Writer,
  tenant: string,
  account: string,
  { forgottenAt, now }: { readonly now: Temporal.Instant; readonly forgottenAt: Temporal.Instant }
): Promise<void> {
  await sql(
    writer,
    `insert into voucher_miss as m (tenant, account, misses, forgotten_at) values ($1, $2, 1, $4)
     on conflict (tenant, account) do update set
       misses = case when m.forgotten_at > $3 then m.misses + 1 else 1 end,
       forgotten_at = case when m.forgotten_at > $3 then m.forgotten_at else $4 end`,
    [tenant, account, now.toString(), forgottenAt.toString()]
  )
}

/** A voucher of a batch, and who used it. */
export interface ListedVoucher {
  readonly serial: number
  readonly usesLeft: number
  readonly blockedBecause: string | null
  readonly uses: readonly ListedUse[]
}

export interface ListedUse {
  readonly account: string
  /** Number of the pocket that it filled, or else id of the fact of the deed that it did. */
  readonly pocket: number | null
  readonly fact: string | null
  readonly at: string
}

/** By serial, from the one after `after`. */
export async function listVouchers(
  writer: Writer,
  tenant: string,
  { after, batch, limit }: { readonly batch: number; readonly after: number; readonly limit: number }
): Promise<ListedVoucher[]> {
  return sql<ListedVoucher>(
    writer,
    `select v.serial, v.uses_left as "usesLeft", v.blocked_because as "blockedBecause", coalesce((
       select json_agg(json_build_object('account', a.number, 'pocket', p.number, 'fact', r.fact, 'at',
         to_char(r.redeemed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by r.redeemed_at, r.account, r.use)
       from voucher_redemption r join account a on a.tenant = r.tenant and a.id = r.account
       left join pocket p on p.tenant = r.tenant and p.account = r.account and p.id = r.pocket
       where r.tenant = v.tenant and r.batch = v.batch and r.serial = v.serial), '[]'::json) as uses
     from voucher v where v.tenant = $1 and v.batch = $2 and v.serial > $3 order by v.serial limit $4`,
    [tenant, batch, after, limit]
  )
}
