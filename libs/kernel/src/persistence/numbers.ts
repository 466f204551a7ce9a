// Human numbers without gaps: a counter row per tenant and series, locked until the transaction that took them ends.
import { sql, type Writer } from './sql.ts'

/**
 * Takes `count` consecutive numbers of a series and returns the first; the first ever is 1. A rollback gives them back,
 * so no gap appears; others who want the same series wait for the commit: take them late in the transaction.
 */
export async function takeNumbers(writer: Writer, tenant: string, series: string, count = 1): Promise<bigint> {
  const rows = await sql<{ first: string | bigint }>(
    writer,
    `insert into number_series (tenant, series, next) values ($1, $2, 1 + $3::bigint)
     on conflict (tenant, series) do update set next = number_series.next + $3::bigint
     returning next - $3::bigint as first`,
    [tenant, series, count]
  )
  return BigInt(rows[0]?.first ?? 0)
}
