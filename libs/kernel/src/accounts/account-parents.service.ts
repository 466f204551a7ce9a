// Accounts above accounts: who pays whose bills, from which day on.
import { type ChildBilling, heldFrom, Hierarchy, type ParentEntry } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome, Refusal } from '../http/index.ts'
import { beginKnown, Clock, Ids, KernelSettings, Persistence } from '../persistence/index.ts'
import type { Transaction } from '../persistence/index.ts'
import { findAccount } from './account-queries.ts'
import type { AccountRow } from './accounts.tables.ts'
import { FactBook } from './fact-book.ts'
import { followParents } from './follow-parents.ts'
import {
  addParent,
  hierarchyAround,
  lockBelow,
  lockParents,
  type ToldParent,
  toldParents,
  withdrawParent
} from './parent-book.ts'

export interface NewParent {
  /** Id or number; null: none from that day on. */
  readonly parent: string | null
  readonly billing: ChildBilling
  /** Past and future days too; today in the child's zone when left out. */
  readonly from?: Temporal.PlainDate | undefined
}

export type ParentRefusal =
  | 'unknown-account'
  | 'unknown-parent'
  | 'parent-closed'
  | 'other-currency'
  | 'before-account-opened'
  | 'own-parent'
  | 'no-parent'

export type WithdrawParentRefusal =
  | 'unknown-account'
  | 'unknown-entry'
  | 'withdrawn-already'
  | 'parent-closed'
  | 'own-parent'

@Injectable()
export class AccountParents {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Its parents, past and to come, and its children: whoever has or had it as a parent. Undefined: no such account. */
  of(reference: string): Promise<ToldParent[] | undefined> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      return account && toldParents(tx, tenant, account.id)
    })
  }

  /** Holds until the account's next entry. Bills that were made stay whose they are. */
  set(reference: string, given: NewParent): Promise<Outcome<ToldParent[], ParentRefusal>> {
    return this.#changing<ParentRefusal>(reference, async (tx, child) => {
      const parent = given.parent === null ? null : await findAccount(tx, child.tenant, given.parent)
      const from = given.from ?? this.clock.today(child.zone)
      if (parent === undefined)
        return { ok: false, reason: 'unknown-parent', detail: `There is no account ${given.parent}.` }
      const refused = refusedParent(child, parent, from)
      if (refused !== undefined) return refused
      const billing = parent === null ? 'separate' : given.billing
      const known = this.clock.now()
      const entry = { id: this.ids.next(), account: child.id, parent: parent?.id ?? null, billing, from, known }
      const accounts = parent === null ? [child.id] : [child.id, parent.id]
      const { entries, hierarchy } = await hierarchyAround(tx, child.tenant, { accounts, knownAt: known })
      if (parent === null && hierarchy.linkOn(child.id, from) === null)
        return { ok: false, reason: 'no-parent', detail: `Account ${child.number} has no parent on ${from}.` }
      const all = [...entries, { ...entry, from: heldFrom(from, child.openedOn) }]
      const circle = refusedCircle(new Hierarchy(all), child, from)
      if (circle !== undefined) return circle
      await addParent(tx, child.tenant, entry)
      await followParents(tx, child.id, { tenant: child.tenant, known, entries: all }, this.facts)
      return undefined
    })
  }

  /** As if it had never been entered; what it moved the bill day to is taken back with it. */
  withdraw(reference: string, id: string): Promise<Outcome<ToldParent[], WithdrawParentRefusal>> {
    return this.#changing<WithdrawParentRefusal>(reference, async (tx, child) => {
      const { tenant } = child
      const found = (await toldParents(tx, tenant, child.id)).find(each => each.id === id)
      if (found === undefined || found.account !== child.number)
        return { ok: false, reason: 'unknown-entry', detail: `Account ${child.number} has no entry ${id}.` }
      if (found.withdrawn !== null)
        return { ok: false, reason: 'withdrawn-already', detail: `It was withdrawn at ${found.withdrawn}.` }
      const at = this.clock.now()
      const { entries } = await hierarchyAround(tx, tenant, { accounts: [child.id], knownAt: at })
      const left = entries.filter(each => each.id !== id)
      const circle = refusedCircle(new Hierarchy(left), child, Temporal.PlainDate.from(found.from))
      if (circle !== undefined) return circle
      const closed = await this.#underClosed(tx, child, linksAnew(child, entries, left))
      if (closed !== undefined) return closed
      await withdrawParent(tx, tenant, { account: child.id, id, at })
      await followParents(tx, child.id, { tenant, known: at, entries: left }, this.facts)
      return undefined
    })
  }

  /** A parent that would pay today or later again, and is closed. */
  async #underClosed(
    tx: Transaction,
    child: AccountRow,
    links: readonly BackLink[]
  ): Promise<Refusal<'parent-closed'> | undefined> {
    const today = this.clock.today(child.zone)
    for (const { link, until } of links) {
      if (link.billing === 'separate' || (until !== null && Temporal.PlainDate.compare(until, today) <= 0)) continue
      const parent = await findAccount(tx, child.tenant, link.parent)
      if (parent?.status !== 'closed') continue
      const days = `from ${link.from}${until === null ? ' on' : ` until ${until}`}`
      const detail = `Account ${parent.number} is closed, and would pay for ${child.number} again ${days}: give it another parent instead.`
      return { ok: false, reason: 'parent-closed', detail }
    }
    return undefined
  }

  /** One at a time: two that are right by themselves may close a circle. */
  #changing<Reason extends string>(
    reference: string,
    work: (tx: Transaction, child: AccountRow) => Promise<Refusal<Reason> | undefined>
  ): Promise<Outcome<ToldParent[], Reason | 'unknown-account'>> {
    const { tenant } = this.settings
    return this.persistence.transaction<Outcome<ToldParent[], Reason | 'unknown-account'>>(tenant, async tx => {
      await lockParents(tx, tenant)
      const child = await findAccount(tx, tenant, reference)
      if (child === undefined)
        return { ok: false, reason: 'unknown-account', detail: `There is no account ${reference}.` }
      await lockBelow(tx, tenant, child.id)
      await beginKnown(tx, tenant)
      const refused = await work(tx, child)
      return refused ?? { ok: true, value: await toldParents(tx, tenant, child.id) }
    })
  }
}

type BackLink = ReturnType<Hierarchy['linksOf']>[number]

/** What holds for other days than before. */
function linksAnew({ id }: AccountRow, before: readonly ParentEntry[], after: readonly ParentEntry[]): BackLink[] {
  const known = new Hierarchy(before).linksOf(id)
  const isKnown = ({ link, until }: BackLink) =>
    known.some(each => each.link.id === link.id && each.until?.toString() === until?.toString())
  return new Hierarchy(after).linksOf(id).filter(each => !isKnown(each))
}

function refusedParent(
  child: AccountRow,
  parent: AccountRow | null,
  from: Temporal.PlainDate
): Refusal<ParentRefusal> | undefined {
  if (parent === null) return undefined
  if (parent.id === child.id)
    return { ok: false, reason: 'own-parent', detail: `Account ${child.number} cannot be its own parent.` }
  const opened = [child, parent].find(({ openedOn }) => Temporal.PlainDate.compare(from, openedOn) < 0)
  if (parent.status === 'closed')
    return { ok: false, reason: 'parent-closed', detail: `Account ${parent.number} is closed.` }
  if (parent.currency !== child.currency) {
    const detail = `Account ${parent.number} is kept in ${parent.currency}, ${child.number} in ${child.currency}.`
    return { ok: false, reason: 'other-currency', detail }
  }
  if (opened === undefined) return undefined
  const detail = `Account ${opened.number} was opened on ${opened.openedOn}.`
  return { ok: false, reason: 'before-account-opened', detail }
}

function refusedCircle(
  hierarchy: Hierarchy,
  { id, number }: AccountRow,
  from: Temporal.PlainDate
): Refusal<'own-parent'> | undefined {
  const day = hierarchy.circleFrom(id, from)
  if (day === null) return undefined
  const detail = `On ${day} account ${number} would be above itself, for it is above what would be its parent: end that first.`
  return { ok: false, reason: 'own-parent', detail }
}
