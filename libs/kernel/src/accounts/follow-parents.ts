// Writes the facts by which consolidated accounts are billed on their parents' bill day.
import { accountHistory, type ParentEntry, Hierarchy } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'
import type { FactBook } from './fact-book.ts'
import { followedBillDays } from './follow-bill-day.ts'

interface Following {
  readonly tenant: string
  /** Of the facts: that of what they follow from. */
  readonly known: Temporal.Instant
  /** As `hierarchyAround` gives them. */
  readonly entries: readonly ParentEntry[]
}

/** The account, as far as it has a parent, and all that are consolidated with it on any day. */
export async function followParents(
  writer: Writer,
  account: string,
  { entries, known, tenant }: Following,
  facts: FactBook
): Promise<void> {
  const hierarchy = new Hierarchy(entries)
  const follows = new Set([account]) // grows while it is gone through
  for (const each of follows) {
    await followOne(writer, { tenant, account: each, known, hierarchy }, facts)
    for (const entry of entries)
      if (entry.parent === each && entry.billing === 'consolidated') follows.add(entry.account)
  }
}

interface One {
  readonly tenant: string
  readonly account: string
  readonly known: Temporal.Instant
  readonly hierarchy: Hierarchy
}

async function followOne(writer: Writer, { account, hierarchy, known, tenant }: One, facts: FactBook): Promise<void> {
  const links = hierarchy.linksOf(account).filter(({ link }) => link.billing === 'consolidated')
  for (const { link, until } of links) {
    const books = await facts.ofMany(writer, tenant, [account, link.parent])
    const [child, parent] = [account, link.parent].map(id => accountHistory(id, books.get(id) ?? []))
    if (child == null || parent == null) continue
    const moves = followedBillDays(child, parent, { from: link.from, until })
    const news = moves.map(fact => ({ account, fact: { ...fact, known } }))
    await facts.append(writer, tenant, news)
  }
  await showBillDay(writer, { tenant, account }, facts)
}

/** The column is the newest wish that stands. */
export async function showBillDay(
  writer: Writer,
  { account, tenant }: Pick<One, 'account' | 'tenant'>,
  facts: FactBook
): Promise<void> {
  const history = accountHistory(account, await facts.of(writer, tenant, account))
  const newest = history?.billDays.at(-1)?.billDay
  if (newest === undefined) return
  await sql(writer, 'update account set bill_day = $3 where tenant = $1 and id = $2 and bill_day <> $3', [
    ...[tenant, account, newest]
  ])
}
