// From which day until which a discount was granted, by what was done alone: its terms may end it earlier.
import { containsDate, date, earlierDate } from '@farthing/plugin-sdk'
import type { DeedDone, OpenInterval } from '@farthing/plugin-sdk'

const [GRANT, END] = ['grant-discount', 'end-discount']

export interface Grant extends OpenInterval {
  /** Id of the deed. */
  readonly id: string
  readonly discount: string
  /** Null: the account's. */
  readonly subscription: string | null
}

/** In order of the day. Of one discount of one holder the next grant, or an end, ends the one before. */
export function discountGrants(deeds: readonly DeedDone[]): Grant[] {
  const grants: Grant[] = []
  for (const { deed, effective, fields, id, subscription } of deeds) {
    if (deed !== GRANT && deed !== END) continue
    const discount = String(fields['discount'])
    const open = grants.findIndex(
      each => each.discount === discount && each.subscription === subscription && containsDate(each, effective)
    )
    const before = grants[open]
    if (before !== undefined) grants[open] = { ...before, until: effective }
    const until = fields['until'] === undefined ? null : date(String(fields['until']))
    if (deed === GRANT) grants.push({ id, discount, subscription, from: effective, until })
  }
  return grants
}

interface Asked {
  readonly discount: string
  readonly subscription: string | null
  readonly day: Temporal.PlainDate
}

export function isHeld(deeds: readonly DeedDone[], { day, discount, subscription }: Asked): boolean {
  return discountGrants(deeds).some(
    grant => grant.discount === discount && grant.subscription === subscription && containsDate(grant, day)
  )
}

/** The earlier of two ends, of which null is none. */
export function earlierEnd(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): Temporal.PlainDate | null {
  return a === null || b === null ? (a ?? b) : earlierDate(a, b)
}
