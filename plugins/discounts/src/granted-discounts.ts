// How long what was granted holds: by deeds, and by the terms of the day of the grant.
import {
  accountAlignments,
  earlierEnd,
  grantsOf,
  heldGrant,
  laterDate,
  type AccountChargeInput,
  type AskedDeed,
  type Grant,
  type HeldStatement,
  type OpenInterval
} from '@farthing/plugin-sdk'
import { cyclesFrom } from './cycles-from.ts'
import { DISCOUNT_GRANTS } from './discount-grants.ts'
import { type Discount, discountStatement } from './discount-statement.ts'

/** The days of which charges are discounted. */
export function termsOf(
  { cycles, from, months, until }: Discount,
  grant: Grant,
  alignments: AccountChargeInput['alignments']
): OpenInterval {
  let end = earlierEnd(grant.until, until)
  if (months !== null) end = earlierEnd(end, grant.from.add({ months }))
  if (cycles !== null) end = earlierEnd(end, cyclesFrom(grant.from, cycles, alignments))
  return { from: from === null ? grant.from : laterDate(from, grant.from), until: end }
}

/** What a plan has is not granted. */
export function offeredDiscounts(
  held: readonly HeldStatement[]
): { readonly at: HeldStatement['at']; readonly value: Discount }[] {
  return held.flatMap(({ at, kind, signature, value }) =>
    kind === 'file' && signature === discountStatement.id ? [{ at, value: value as Discount }] : []
  )
}

/** That of a name which the asked account or subscription has on the day. What the rules of its day do not know is left out. */
export function runningDiscount(
  { day, heldOn, history, subscription }: Pick<AskedDeed, 'day' | 'heldOn' | 'history' | 'subscription'>,
  name: string
): Grant | undefined {
  const alignments = accountAlignments(history)
  const grants = grantsOf(history.deeds, DISCOUNT_GRANTS).flatMap(grant => {
    if (grant.name !== name) return []
    const terms = offeredDiscounts(heldOn(grant.from)).find(({ value }) => value.name === name)?.value
    return terms === undefined ? [] : [{ ...grant, until: termsOf(terms, grant, alignments).until }]
  })
  return heldGrant(grants, { name, subscription: subscription?.id ?? null, day })
}
