// What a partner earned and was paid: entry by entry, and in sums that the ledger must agree with.
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, Persistence, sql, type Writer } from '../persistence/index.ts'
import { type BookedEntry, type EntrySearch, listEntries } from './commission-book.ts'

export interface StatementPeriod {
  readonly from?: Temporal.PlainDate | undefined
  /** Exclusive. */
  readonly until?: Temporal.PlainDate | undefined
}

/** Micro, in one currency; what is owed to the partner is positive. */
export interface StatementSums {
  readonly currency: string
  /** Owed when the period begins. */
  readonly opening: bigint
  readonly earned: bigint
  /** What went back, negative. */
  readonly clawedBack: bigint
  readonly paid: bigint
  readonly closing: bigint
  /** The same by the postings of the ledger, up to the end of the period. */
  readonly ledger: bigint
}

@Injectable()
export class CommissionStatements {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** By currency; none where nothing was ever earned. */
  sums(partner: string, period: StatementPeriod): Promise<StatementSums[]> {
    const { tenant } = this.settings
    return this.persistence.bulkRead(client => statementSums(client, tenant, { partner, ...period }))
  }

  entries(search: EntrySearch): Promise<BookedEntry[]> {
    const { tenant } = this.settings
    return this.persistence.bulkRead(client => listEntries(client, tenant, search))
  }
}

interface SumsRow {
  readonly currency: string
  readonly opening: string
  readonly earned: string
  readonly clawed_back: string
  readonly paid: string
  readonly ledger: string
}

const SUMS = `with moves as (
    select currency, date, amount, 'entry' as what from commission_entry where tenant = $1 and partner = $2
    union all
    select o.currency, r.date, -o.paid, 'payout' from commission_payout o
    join commission_run r on r.tenant = o.tenant and r.id = o.run and r.status = 'paid'
    where o.tenant = $1 and o.partner = $2),
  sums as (
    select currency, coalesce(sum(amount) filter (where date < $3), 0) as opening,
      coalesce(sum(amount) filter (where what = 'entry' and amount > 0 and ($3::date is null or date >= $3)), 0) as earned,
      coalesce(sum(amount) filter (where what = 'entry' and amount < 0 and ($3::date is null or date >= $3)), 0) as clawed_back,
      coalesce(-sum(amount) filter (where what = 'payout' and ($3::date is null or date >= $3)), 0) as paid
    from moves where $4::date is null or date < $4 group by currency)
  select currency, opening::text, earned::text, clawed_back::text, paid::text,
    (select coalesce(-sum(p.amount), 0) from ledger_posting p
     join ledger_transaction t on t.tenant = p.tenant and t.account = p.account and t.key = p.key
     where p.tenant = $1 and p.ledger_account = 'commission:' || $2 and p.unit = sums.currency
       and ($4::date is null or t.date < $4))::text as ledger
  from sums order by currency`

export async function statementSums(
  writer: Writer,
  tenant: string,
  { from, partner, until }: StatementPeriod & { readonly partner: string }
): Promise<StatementSums[]> {
  const rows = await sql<SumsRow>(writer, SUMS, [tenant, partner, from?.toString() ?? null, until?.toString() ?? null])
  return rows.map(row => {
    const [opening, earned, clawedBack] = [BigInt(row.opening), BigInt(row.earned), BigInt(row.clawed_back)]
    const paid = BigInt(row.paid)
    const closing = opening + earned + clawedBack - paid
    return { currency: row.currency, opening, earned, clawedBack, paid, closing, ledger: BigInt(row.ledger) }
  })
}
