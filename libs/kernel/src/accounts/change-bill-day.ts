// Whatever moves the bill day of an account by itself: told, or taken back.
import type { Fact } from '@farthing/billing-core'
import type { Outcome } from '../http/index.ts'
import type { Transaction } from '../persistence/index.ts'
import type { AccountRow } from './accounts.tables.ts'
import type { FactBook, NewFact } from './fact-book.ts'
import { followParents } from './follow-parents.ts'
import { hierarchyAround } from './parent-book.ts'

export interface BillDayNews {
  /** From which day on it is another. */
  readonly from: Temporal.PlainDate
  readonly fact: NewFact & { readonly known: Temporal.Instant }
}

/** Whoever stands below on its invoice follows; it does not move where it follows itself. Under `lockParents` and `lockBelow`. */
export async function changeBillDay(
  tx: Transaction,
  { id, number, tenant }: AccountRow,
  { fact, from }: BillDayNews,
  facts: FactBook
): Promise<Outcome<Fact, 'follows-parent'>> {
  const { known } = fact
  const { entries, hierarchy } = await hierarchyAround(tx, tenant, { accounts: [id], knownAt: known })
  if (hierarchy.linkOn(id, from)?.billing === 'consolidated') {
    const detail = `On ${from} ${number} stands on its parent's invoice and is billed on its bill day: move the parent's.`
    return { ok: false, reason: 'follows-parent', detail }
  }
  const [written] = await facts.append(tx, tenant, [{ account: id, fact }])
  if (written === undefined) throw new Error('the book did not return the fact it wrote')
  await followParents(tx, id, { tenant, known, entries }, facts)
  return { ok: true, value: written }
}
