// Days on which a number is answered for no more by whom it was: what was used then goes to whoever has it.
import { compareDates, intersect, sameDate } from '@farthing/billing-core/values'
import type { OpenInterval } from '@farthing/billing-core/values'
import type { Writer } from '../persistence/index.ts'
import type { IdentityStretch } from './identity-stretches.ts'

export interface LostStretch extends OpenInterval {
  readonly account: string
  readonly subscription: string
  readonly identity: string
  /** IANA zone in which the days begin. */
  readonly zone: string
  /** In which the first of them begins. */
  readonly fromZone: string
  /** What else the subscription answered for on some of these days, before. */
  readonly others: readonly string[]
}

/** Whoever keeps usage provides it. */
export abstract class UsageFollows {
  /** In the transaction that told it: uses of those days are set aside where they are, and rated anew for who has the number. */
  abstract follow(writer: Writer, lost: readonly LostStretch[]): Promise<void>
}

type Stretches = readonly IdentityStretch[]

/** Of one subscription, up to a day: what is to come has no usage. */
export function lostStretches(
  id: string,
  before: Stretches,
  after: Stretches,
  today: Temporal.PlainDate
): LostStretch[] {
  const own = before.filter(({ subscription }) => subscription === id)
  return own.flatMap(stretch => {
    const kept = after.filter(
      each => each.subscription === id && each.account === stretch.account && each.identity === stretch.identity
    )
    const others = own.filter(each => each.account === stretch.account && each.identity !== stretch.identity)
    const { account, identity, subscription, zone } = stretch
    return without(daysOf(stretch), kept.map(daysOf))
      .filter(({ from }) => compareDates(from, today) <= 0)
      .map(days => ({
        ...{ account, identity, subscription, zone, ...days },
        fromZone: sameDate(days.from, stretch.validFrom) ? stretch.fromZone : zone,
        others: others.filter(each => intersect(daysOf(each), days) !== null).map(each => each.identity)
      }))
  })
}

function daysOf({ validFrom, validUntil }: IdentityStretch): OpenInterval {
  return { from: validFrom, until: validUntil }
}

function without(days: OpenInterval, kept: readonly OpenInterval[]): OpenInterval[] {
  return kept.reduce<OpenInterval[]>(
    (left, each) =>
      left.flatMap(part => {
        if (intersect(part, each) === null) return [part]
        const first = compareDates(part.from, each.from) < 0 ? [{ from: part.from, until: each.from }] : []
        const ends = each.until !== null && (part.until === null || compareDates(each.until, part.until) < 0)
        return [...first, ...(ends ? [{ from: each.until, until: part.until }] : [])]
      }),
    [days]
  )
}
