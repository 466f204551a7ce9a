// The books of all who ever hold a subscription tell it: what was told of a day is corrected by who holds it on that day.
import { type Fact, holderOn, holdersOf } from '@farthing/billing-core'
import type { Writer } from '../persistence/index.ts'
import { numberOf } from './account-queries.ts'
import type { AccountRow } from './accounts.tables.ts'

/** Why a fact of its book is not this account's to correct; undefined: it is. `facts`: the whole book, under its lock. */
export async function toldToAnother(
  writer: Writer,
  { id, tenant }: Pick<AccountRow, 'id' | 'tenant'>,
  facts: readonly Fact[],
  fact: string | null
): Promise<string | undefined> {
  const told = facts.find(each => each.id === fact)
  if (told === undefined || !('subscription' in told) || told.subscription === null) return undefined
  const { effective, subscription } = told
  const holder = holderOn(holdersOf(id, facts, subscription), effective)
  if (holder === undefined || holder === id) return undefined
  const number = await numberOf(writer, tenant, holder)
  return `It is of ${effective}, when account ${number} holds subscription ${subscription}: correct it there.`
}
