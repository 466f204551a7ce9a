// The append-only book of what happened to accounts, from which every bill is computed.
import type { Fact } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { beginKnown, Clock, Ids, sql, type Writer } from '../persistence/index.ts'
import { factOf, rowOf, type FactRow } from './fact-row.ts'

type Given<Kind extends Fact> = Kind extends Fact
  ? Omit<Kind, 'id' | 'known' | 'supersedes'> & {
      readonly supersedes?: string | null
      readonly known?: Temporal.Instant
    }
  : never

/** A fact to be written: its id comes from the book, and so does `known` (now) unless it is brought along. */
export type NewFact = Given<Fact>

export interface AccountsFact {
  readonly account: string
  readonly fact: NewFact
}

const COLUMNS = 'account, id, kind, effective, known, supersedes, subscription, details'

/** What is told of a subscription that was moved, and what corrects or takes that back, is told in the books of all accounts that ever hold it. */
const WRITE = `with fresh as (
    insert into account_fact (tenant, ${COLUMNS})
    select $1, row.* from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[], $6::timestamptz[], $7::uuid[], $8::uuid[], $9::jsonb[]) as row
    returning ${COLUMNS}),
  beside as (
    select distinct own.account, other.account as other, own.id as subscription
    from fresh join subscription own on own.tenant = $1 and own.account = fresh.account and own.moved
      join subscription other on other.tenant = $1 and other.id = own.id and other.account <> own.account)
  insert into account_fact (tenant, ${COLUMNS})
  select distinct $1, beside.other, f.id, f.kind, f.effective, f.known, f.supersedes, f.subscription, f.details
  from fresh f join beside on beside.account = f.account
  where f.subscription = beside.subscription or exists (
    select from account_fact told where told.tenant = $1 and told.account = beside.other and told.id = f.supersedes)
  on conflict do nothing`

@Injectable()
export class FactBook {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids
  ) {}

  /** Completes a fact for `add` with id, `known` and `supersedes`, without writing it. */
  async prepare(writer: Writer, tenant: string, fact: NewFact): Promise<Fact> {
    await beginKnown(writer, tenant)
    return this.#complete(fact)
  }

  #complete(fact: NewFact): Fact {
    return { supersedes: null, known: this.clock.now(), ...fact, id: this.ids.next() } as Fact
  }

  /** Writes facts of any number of accounts in one statement and returns them complete, in the same order. */
  async append(writer: Writer, tenant: string, news: readonly AccountsFact[]): Promise<Fact[]> {
    if (news.length === 0) return []
    await beginKnown(writer, tenant)
    const facts = news.map(each => this.#complete(each.fact))
    await this.write(
      writer,
      tenant,
      facts.map((fact, index) => rowOf(news[index]?.account ?? '', fact))
    )
    return facts
  }

  /** Writes facts that `prepare` made. */
  async add(writer: Writer, tenant: string, account: string, facts: readonly Fact[]): Promise<void> {
    await this.write(
      writer,
      tenant,
      facts.map(fact => rowOf(account, fact))
    )
  }

  /** All facts of one account, in the order of their ids; billing-core orders them as it needs. */
  async of(writer: Writer, tenant: string, account: string): Promise<Fact[]> {
    return (await this.ofMany(writer, tenant, [account])).get(account) ?? []
  }

  /** Accounts without facts are left out; `kinds` null: all. */
  async ofMany(
    writer: Writer,
    tenant: string,
    accounts: readonly string[],
    kinds: readonly Fact['kind'][] | null = null
  ): Promise<Map<string, Fact[]>> {
    const ofKinds = kinds === null ? '' : 'and kind = any($3)'
    const rows = await sql<FactRow>(
      writer,
      `select ${COLUMNS} from account_fact where tenant = $1 and account = any($2::uuid[]) ${ofKinds} order by account, id`,
      kinds === null ? [tenant, accounts] : [tenant, accounts, kinds]
    )
    const books = new Map<string, Fact[]>()
    for (const row of rows) {
      const book = books.get(row.account)
      if (book) book.push(factOf(row))
      else books.set(row.account, [factOf(row)])
    }
    return books
  }

  private async write(writer: Writer, tenant: string, rows: readonly FactRow[]): Promise<void> {
    if (rows.length === 0) return
    await sql(writer, WRITE, [
      tenant,
      rows.map(row => row.account),
      rows.map(row => row.id),
      rows.map(row => row.kind),
      rows.map(row => row.effective),
      rows.map(row => row.known),
      rows.map(row => row.supersedes),
      rows.map(row => row.subscription),
      rows.map(row => JSON.stringify(row.details))
    ])
  }
}
