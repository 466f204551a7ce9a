// What an account or a subscription is given by one deed and loses by another: a discount, a commitment.
import type { DeedDone } from '@farthing/billing-core'
import { containsDate, date, earlierDate, type OpenInterval } from '@farthing/billing-core/values'

/** Names of the two deeds, and their field that says what is given. The first may have a field `until`, a date. */
export interface GrantWords {
  readonly grant: string
  readonly end: string
  readonly of: string
}

export interface Grant extends OpenInterval {
  /** Id of the deed. */
  readonly id: string
  /** What was given. */
  readonly name: string
  /** Null: the account's. */
  readonly subscription: string | null
}

/** By what was done alone, in order of the day. Of one name and holder the next grant, or an end, ends the one before. */
export function grantsOf(deeds: readonly DeedDone[], words: GrantWords): Grant[] {
  const grants: Grant[] = []
  for (const { deed, effective, fields, id, subscription } of deeds) {
    if (deed !== words.grant && deed !== words.end) continue
    const name = String(fields[words.of])
    const open = grants.findIndex(
      each => each.name === name && each.subscription === subscription && containsDate(each, effective)
    )
    const before = grants[open]
    if (before !== undefined) grants[open] = { ...before, until: effective }
    const until = fields['until'] === undefined ? null : date(String(fields['until']))
    if (deed === words.grant) grants.push({ id, name, subscription, from: effective, until })
  }
  return grants
}

/** That of a name which its holder has on a day. */
export function heldGrant(
  grants: readonly Grant[],
  { day, name, subscription }: Pick<Grant, 'name' | 'subscription'> & { readonly day: Temporal.PlainDate }
): Grant | undefined {
  return grants.find(each => each.name === name && each.subscription === subscription && containsDate(each, day))
}

/** The earlier of two ends, of which null is none. */
export function earlierEnd(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): Temporal.PlainDate | null {
  return a === null || b === null ? (a ?? b) : earlierDate(a, b)
}
