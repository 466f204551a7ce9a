// The bills that were made of an account, those that came to nothing included, and which of them brought an event.
import { startOfDayMs } from '@farthing/billing-core/values'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'

/** A bill is an invoice (one of a change that was charged at once is none), or it has rows of its own: it came to nothing, stands on the invoice of another account, or on several. `cancelled_at` is null while it stands. */
export const MADE_BILLS = `(
  select tenant, account, id, bill_date, known_at, cancelled_at, false as empty, null::uuid[] as subscriptions from invoice where accounts is null and not at_once
  union all select tenant, account, id, bill_date, known_at, cancelled_at, payer is null, subscriptions from empty_bill)`

export interface MadeBill {
  /** Of its invoice, when it has one. */
  readonly id: string
  /** It came to nothing: there is no invoice. */
  readonly empty: boolean
  readonly billDate: Temporal.PlainDate
  /** The usage that it saw: begun before, epoch milliseconds, and known by then. */
  readonly untilMs: number
  readonly knownAt: Temporal.Instant
  /** Null while it stands. */
  readonly cancelledAt: Temporal.Instant | null
  /** Whose uses it brings, where others of its day bring the rest; null: everyone's. */
  readonly subscriptions: ReadonlySet<string> | null
}

export interface UseSeen {
  readonly subscription: string
  readonly startedAt: Temporal.Instant
  readonly known: Temporal.Instant
}

/** In the order in which they were made. */
export async function madeBillsOf(
  writer: Writer,
  tenant: string,
  { account, zone }: { readonly account: string; readonly zone: string }
): Promise<MadeBill[]> {
  const rows = await sql<
    Record<'id' | 'bill_date' | 'known_at', string> & {
      empty: boolean
      cancelled: string | null
      subscriptions: string[] | null
    }
  >(
    writer,
    `select b.id, b.empty, b.bill_date::text, b.known_at::text, b.cancelled_at::text as cancelled, b.subscriptions from ${MADE_BILLS} b
     where b.tenant = $1 and b.account = $2 order by b.known_at, b.id`,
    [tenant, account]
  )
  return rows.map(row => {
    const billDate = Temporal.PlainDate.from(row.bill_date)
    return {
      id: row.id,
      empty: row.empty,
      billDate,
      untilMs: startOfDayMs(billDate, zone),
      knownAt: instantFromSql(row.known_at),
      cancelledAt: row.cancelled === null ? null : instantFromSql(row.cancelled),
      subscriptions: row.subscriptions && new Set(row.subscriptions)
    }
  })
}

/**
 * The bill that brought an event: the first that saw it. What a bill had brought when it was cancelled is brought anew by
 * the next one made. Null: none has seen it. `bills` in the order in which they were made.
 */
export function bringerOf(bills: readonly MadeBill[], use: UseSeen): MadeBill | null {
  let bringer: MadeBill | null = null
  for (const bill of bills) {
    if (bringer !== null && stoodWhenMade(bringer, bill)) continue
    bringer = sees(bill, use) ? bill : null
  }
  return bringer
}

function sees({ knownAt, subscriptions, untilMs }: MadeBill, { known, startedAt, subscription }: UseSeen): boolean {
  if (subscriptions !== null && !subscriptions.has(subscription)) return false
  return startedAt.epochMilliseconds < untilMs && Temporal.Instant.compare(known, knownAt) <= 0
}

function stoodWhenMade({ cancelledAt }: MadeBill, { id }: MadeBill): boolean {
  return cancelledAt === null || cancelledAt.epochMilliseconds > madeMs(id)
}

/** A run makes bills after the instant that it knows by: the time in the id is that of the bill itself. */
function madeMs(id: string): number {
  return Number.parseInt(id.replace('-', '').slice(0, 12), 16)
}
