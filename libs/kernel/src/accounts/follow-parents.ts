// Writes the facts by which consolidated accounts are billed on their parents' bill day, and takes back those that are so no longer.
import { accountHistory, type AccountHistory, type Fact, Hierarchy, type ParentEntry } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'
import type { AccountsFact, FactBook } from './fact-book.ts'
import { type FollowedNews, followingNews } from './follow-bill-day.ts'

export interface Following {
  readonly tenant: string
  /** Of the facts: that of what they follow from. */
  readonly known: Temporal.Instant
  /** As `hierarchyAround` gives them. */
  readonly entries: readonly ParentEntry[]
}

const OF_BILL_DAYS: readonly Fact['kind'][] = ['account-opened', 'bill-day-changed', 'withdrawn']
const ACCOUNTS_AT_A_TIME = 1_000

/** The account, as far as it has a parent, and all that are consolidated with it on any day: those whose parents moved, generation by generation. */
export async function followParents(
  writer: Writer,
  account: string,
  following: Following,
  facts: FactBook
): Promise<void> {
  const hierarchy = new Hierarchy(following.entries)
  const generation = new Generation(writer, { ...following, hierarchy }, facts)
  await generation.follow([account])
  for (let moved: readonly string[] = [account]; moved.length > 0; ) {
    const below = [...new Set(moved.flatMap(each => [...hierarchy.consolidatedBelow(each)]))]
    moved = await generation.follow(below)
  }
}

class Generation {
  /** Of accounts that were followed or are followed, as they are by now. */
  readonly #histories = new Map<string, AccountHistory>()

  constructor(
    private readonly writer: Writer,
    private readonly following: Following & { readonly hierarchy: Hierarchy },
    private readonly facts: FactBook
  ) {}

  /** Those whose bill days changed. */
  async follow(accounts: readonly string[]): Promise<string[]> {
    const moved: string[] = []
    for (let from = 0; from < accounts.length; from += ACCOUNTS_AT_A_TIME)
      moved.push(...(await this.#some(accounts.slice(from, from + ACCOUNTS_AT_A_TIME))))
    return moved
  }

  async #some(accounts: readonly string[]): Promise<string[]> {
    const { hierarchy, known, tenant } = this.following
    await this.#readParents(accounts)
    const books = await this.#books(accounts)
    const found = accounts.flatMap(account => {
      const news = followingNews(account, books.get(account) ?? [], { hierarchy, known, parents: this.#histories })
      return news === null ? [] : [{ account, ...news }]
    })
    for (const { account, history } of found) this.#histories.set(account, history)
    await this.facts.append(
      this.writer,
      tenant,
      found.flatMap(each => toldNews(each, known))
    )
    await this.#show(found)
    return found.filter(({ gone, moves }) => gone.length + moves.length > 0).map(({ account }) => account)
  }

  async #readParents(accounts: readonly string[]): Promise<void> {
    const { hierarchy } = this.following
    const parents = new Set(accounts.flatMap(each => hierarchy.linksOf(each).map(({ link }) => link.parent)))
    const unread = [...parents].filter(each => !this.#histories.has(each))
    for (const [id, facts] of await this.#books(unread)) {
      const history = accountHistory(id, facts)
      if (history !== null) this.#histories.set(id, history)
    }
  }

  async #books(accounts: readonly string[]): Promise<Map<string, Fact[]>> {
    if (accounts.length === 0) return new Map()
    return this.facts.ofMany(this.writer, this.following.tenant, accounts, OF_BILL_DAYS)
  }

  /** The column is the newest wish that stands. */
  async #show(found: readonly { readonly account: string; readonly history: AccountHistory }[]): Promise<void> {
    await sql(
      this.writer,
      `update account a set bill_day = w.bill_day from unnest($2::uuid[], $3::int[]) as w (id, bill_day)
       where a.tenant = $1 and a.id = w.id and a.bill_day <> w.bill_day`,
      [
        this.following.tenant,
        found.map(({ account }) => account),
        found.map(({ history }) => history.billDays.at(-1)?.billDay)
      ]
    )
  }
}

function toldNews(
  { account, gone, moves }: FollowedNews & { readonly account: string },
  known: Temporal.Instant
): AccountsFact[] {
  return [
    ...gone.map(({ effective, id }) => ({
      account,
      fact: { kind: 'withdrawn' as const, effective, supersedes: id, known }
    })),
    ...moves.map(({ billDay, effective, follows }) => ({
      ...{
        account,
        fact: {
          kind: 'bill-day-changed' as const,
          effective,
          billDay,
          known,
          ...(follows === undefined ? {} : { follows })
        }
      }
    }))
  ]
}
