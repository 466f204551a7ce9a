// The two sides of a comparison as the database has them, sorted alike, some thousand rows at a time.
import type { ToldUse } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

const ROWS_A_FETCH = 5_000

/** A line of the vendor's file. */
export interface VendorUse extends ToldUse {
  readonly line: number
}

export interface OwnUse extends ToldUse {
  readonly account: string
  readonly caller: string
  /** Micro; null: its source said nothing. */
  readonly value: number | null
}

/** Epoch milliseconds, half-open. */
export interface Span {
  readonly from: number
  readonly until: number
}

export interface OwnSelection {
  readonly tenant: string
  readonly service: string
  /** Prices in other ones cannot be compared with the vendor's. */
  readonly currency: string
  /** Empty: all. Uses of others are read too, as left out. */
  readonly zones: readonly string[]
  readonly span: Span
  readonly startMs: number
}

/** Where rows are read in order, without waiting for each of them. */
export interface SortedUses<Use> {
  /** The next one, undefined at the end; only after `fill`. */
  readonly first: Use | undefined
  readonly spent: boolean
  take(): void
  fill(): Promise<void>
}

/** Lines that were staged by `STAGE`. */
export async function vendorUses(client: ClientBase, span: Span): Promise<SortedUses<VendorUse>> {
  await sql(
    client,
    `declare vendor_uses cursor for select line, event, called, party, at::float8, quantity::float8, price
     from vendor_line order by key collate "C", at`
  )
  return new CursorUses<VendorUse, VendorRow>(client, 'vendor_uses', ({ event, at, ...row }) => ({
    ...row,
    id: event,
    startedAt: at,
    outside: at < span.from || at >= span.until
  }))
}

/** Own usage of the span, and as much around it as a line may lie apart. */
export async function ownUses(client: ClientBase, selection: OwnSelection): Promise<SortedUses<OwnUse>> {
  const { currency, service, span, startMs, tenant, zones } = selection
  const [from, until] = [span.from - startMs, span.until + startMs].map(instantOf)
  await sql(
    client,
    `declare own_uses cursor for
     select u.event, u.called, u.subscription::text as party, u.account::text, u.caller, u.value::float8,
       (extract(epoch from u.started_at) * 1000)::float8 as at, u.quantity::float8,
       case when c.currency = $6 then coalesce(n.amount, u.amount) end as price, c.currency <> $6 as unpriced,
       $5::text[] <> '{}' and (c.zone = any($5::text[])) is not true as "leftOut"
     from rated_usage u left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
       join usage_class c on c.tenant = u.tenant and c.id = coalesce(n.class, u.class)
     where u.tenant = $1 and u.week > $2::timestamptz - interval '168 hours' and u.week < $3::timestamptz
       and u.started_at >= $2::timestamptz and u.started_at < $3::timestamptz
       and not exists (select from usage_aside s where s.tenant = u.tenant and s.week = u.week and s.account = u.account and s.event = u.event)
       and c.service = $4
     order by case when u.called = '' then '@' || u.subscription::text else u.called end collate "C", u.started_at`,
    [tenant, from, until, service, zones, currency]
  )
  return new CursorUses<OwnUse, OwnRow>(client, 'own_uses', ({ event, at, ...row }) => ({
    ...row,
    id: event,
    startedAt: at,
    outside: at < span.from || at >= span.until
  }))
}

interface Row {
  readonly event: string
  readonly called: string
  readonly party: string
  readonly at: number
  readonly quantity: number
}
interface VendorRow extends Row {
  readonly line: number
  readonly price: bigint | null
}
interface OwnRow extends Row {
  readonly account: string
  readonly caller: string
  readonly value: number | null
  readonly price: bigint | null
}

class CursorUses<Use, Row> implements SortedUses<Use> {
  private uses: Use[] = []
  private at = 0
  private ended = false

  constructor(
    private readonly client: ClientBase,
    private readonly cursor: string,
    private readonly useOf: (row: Row) => Use
  ) {}

  get first(): Use | undefined {
    return this.uses[this.at]
  }

  get spent(): boolean {
    return this.at >= this.uses.length && !this.ended
  }

  take(): void {
    this.at += 1
  }

  async fill(): Promise<void> {
    const rows = await sql<Row>(this.client, `fetch ${ROWS_A_FETCH} from ${this.cursor}`)
    this.uses = rows.map(this.useOf)
    this.at = 0
    this.ended = rows.length < ROWS_A_FETCH
  }
}

export function instantOf(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toString()
}
