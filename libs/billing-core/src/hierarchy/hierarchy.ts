// Who pays an account's bills, and on whose invoice they stand: by the parent that it has on a day.
import { compareDates } from '../values/index.ts'

/**
 * What a parent is to a child's bill. `separate`: nothing. `parent-pays`: the child's invoice is owed by the parent.
 * `consolidated`: the child's lines stand on the parent's invoice.
 */
export type ChildBilling = 'separate' | 'parent-pays' | 'consolidated'

/** Holds from its day until the account's next one. */
export interface ParentEntry {
  readonly id: string
  readonly account: string
  /** Null: none from here on. */
  readonly parent: string | null
  readonly billing: ChildBilling
  readonly from: Temporal.PlainDate
  readonly known: Temporal.Instant
}

/** An entry that gives a parent. */
export type Link = ParentEntry & { readonly parent: string }

/**
 * The day from which an entry holds. One from the account's first day on holds the day before too: a bill of that very day is paid by whoever
 * is the parent then, since the account never had a day without it.
 */
export function heldFrom(from: Temporal.PlainDate, opened: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(from, opened) <= 0 ? opened.subtract({ days: 1 }) : from
}

/** Of entries in any order, `from` as they hold; those withdrawn left out. Without an account's entries it stands by itself. */
export class Hierarchy {
  readonly #entries: ReadonlyMap<string, readonly ParentEntry[]>
  readonly #below: ReadonlyMap<string | null, readonly ParentEntry[]>

  constructor(entries: readonly ParentEntry[]) {
    this.#entries = Map.groupBy(entries.toSorted(compareEntries), ({ account }) => account)
    const consolidated = entries.filter(({ billing }) => billing === 'consolidated')
    this.#below = Map.groupBy(consolidated, ({ parent }) => parent)
  }

  /** Of two entries of one day the one known later holds. */
  linkOn(account: string, day: Temporal.PlainDate): Link | null {
    const entry = this.#entries.get(account)?.findLast(({ from }) => compareDates(from, day) <= 0)
    return entry === undefined || entry.parent === null ? null : { ...entry, parent: entry.parent }
  }

  /** Stretches of days under one parent in order, half-open; `until` null while the last of them lasts. */
  linksOf(account: string): { readonly link: Link; readonly until: Temporal.PlainDate | null }[] {
    const entries = this.#entries.get(account) ?? []
    return entries.flatMap((entry, index) => {
      const until = entries[index + 1]?.from ?? null
      if (entry.parent === null || (until !== null && compareDates(until, entry.from) <= 0)) return []
      return [{ link: { ...entry, parent: entry.parent }, until }]
    })
  }

  /** The account on whose invoice the lines of this one stand: itself, or the topmost that it is consolidated with. */
  invoicedWith(account: string, day: Temporal.PlainDate): string {
    return this.#up(account, day, ['consolidated'])
  }

  /** Who owes the invoice on which the lines of this account stand. */
  payerOf(account: string, day: Temporal.PlainDate): string {
    return this.#up(account, day, ['consolidated', 'parent-pays'])
  }

  /** Accounts whose lines stand on this one's invoice, in order of id; without itself. */
  consolidatedWith(account: string, day: Temporal.PlainDate): string[] {
    if (this.invoicedWith(account, day) !== account) return []
    const found = new Set([account])
    for (const each of found) // grows while it is gone through
      for (const child of this.consolidatedBelow(each)) {
        const link = this.linkOn(child, day)
        if (link?.parent === each && link.billing === 'consolidated') found.add(child)
      }
    found.delete(account)
    return [...found].toSorted()
  }

  /** Accounts that are right below this one and consolidated with it, on any day. */
  consolidatedBelow(account: string): ReadonlySet<string> {
    return new Set(this.#below.get(account)?.map(each => each.account))
  }

  /** The first day from `from` on, on which an account would be its own parent; null: none. */
  circleFrom(account: string, from: Temporal.PlainDate): Temporal.PlainDate | null {
    const days = [...this.#entries.values()].flatMap(entries => entries.map(each => each.from))
    const later = days.filter(day => compareDates(day, from) > 0).toSorted(compareDates)
    return [from, ...later].find(day => this.#isAbove(account, day)) ?? null
  }

  #isAbove(account: string, day: Temporal.PlainDate): boolean {
    const seen = new Set<string>()
    for (let at = this.linkOn(account, day); at !== null && !seen.has(at.parent); at = this.linkOn(at.parent, day)) {
      if (at.parent === account) return true
      seen.add(at.parent)
    }
    return false
  }

  #up(account: string, day: Temporal.PlainDate, through: readonly ChildBilling[]): string {
    let at = account
    for (const seen = new Set([at]); ; seen.add(at)) {
      const link = this.linkOn(at, day)
      if (link === null || !through.includes(link.billing) || seen.has(link.parent)) return at
      at = link.parent
    }
  }
}

function compareEntries(a: ParentEntry, b: ParentEntry): number {
  return compareDates(a.from, b.from) || Temporal.Instant.compare(a.known, b.known) || (a.id < b.id ? -1 : 1)
}
