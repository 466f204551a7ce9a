// What re-ratings made of one use, oldest first.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'

export interface PricedBy {
  /** Micro. */
  readonly amount: bigint
  /** Ticks. */
  readonly billed: number
  readonly tariff: string
  /** Of the rules. */
  readonly version: string
  readonly zone: string
  readonly bands: string
}

export interface ReratedOnce {
  readonly rerating: number
  readonly at: Temporal.Instant
  readonly before: PricedBy
  readonly after: PricedBy
}

interface Row extends Record<'at' | 'amount' | 'previous_amount', string> {
  readonly rerating: number
  readonly before: Omit<PricedBy, 'amount'>
  readonly after: Omit<PricedBy, 'amount'>
}

const priced = (side: string, billed: string): string =>
  `json_build_object('billed', ${billed}, 'tariff', ${side}.tariff, 'version', ${side}.version, 'zone', ${side}.zone, 'bands', ${side}.bands)`

export async function eventHistory(writer: Writer, tenant: string, event: string): Promise<ReratedOnce[]> {
  const rows = await sql<Row>(
    writer,
    `select h.rerating, r.ended_at::text as at, h.amount::text, h.previous_amount::text,
       ${priced('b', 'h.previous_billed')} as before, ${priced('n', 'h.billed')} as after
     from rated_usage u
       join rerated_usage h on h.tenant = u.tenant and h.week = u.week and h.account = u.account and h.event = u.event
       join rerating r on r.tenant = h.tenant and r.id = h.rerating and r.state = 'applied'
       join usage_class b on b.tenant = h.tenant and b.id = h.previous_class
       join usage_class n on n.tenant = h.tenant and n.id = h.class
     where u.tenant = $1 and u.event = $2 order by h.rerating`,
    [tenant, event]
  )
  return rows.map(({ after, amount, at, before, previous_amount, rerating }) => ({
    rerating,
    at: instantFromSql(at),
    before: { ...before, amount: BigInt(previous_amount) },
    after: { ...after, amount: BigInt(amount) }
  }))
}
