// Discounts on their days: granted by deeds on the terms of that day, or said by the plans and features of a subscription.
import { compareDates, containsDate, grantsOf, earlierDate, intersect, wholeLife } from '@farthing/plugin-sdk'
import type { AccountChargeInput, Grant, OpenInterval, RulePiece, SubscriptionHistory } from '@farthing/plugin-sdk'
import { DISCOUNT_GRANTS } from './discount-grants.ts'
import type { Discount } from './discount-statement.ts'
import { termsOf } from './granted-discounts.ts'

export interface HeldDiscount {
  readonly grant: Grant
  readonly piece: RulePiece<Discount>
  readonly days: OpenInterval
  /** Days of which the account has its share, where the subscription was moved; null where it was not. */
  readonly moved: MovedDays | null
}

/** All on which the subscription has the discount, and those of them on which it is of this account. */
export interface MovedDays {
  readonly all: OpenInterval
  readonly held: readonly OpenInterval[]
  /** Whether it is of this account at its end. */
  readonly last: boolean
}

/** Of one order, that of the earlier grant, then of the name: never what became known first. */
function inOrder(
  { grant: a, piece: { value: x } }: HeldDiscount,
  { grant: b, piece: { value: y } }: HeldDiscount
): number {
  return x.order - y.order || compareDates(a.from, b.from) || compareTexts(x.name, y.name) || compareTexts(a.id, b.id)
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Terms = Pick<AccountChargeInput<Discount>, 'history' | 'pieces' | 'alignments' | 'subscriptions'>

/** Those that take off first come first. */
export function heldDiscounts(input: Terms): HeldDiscount[] {
  const said = input.subscriptions.flatMap(each => saidOf(each, input))
  return [...granted(input), ...said].filter(({ days }) => !isEmpty(days)).sort(inOrder)
}

function granted(input: Terms): HeldDiscount[] {
  return grantsOf(input.history.deeds, DISCOUNT_GRANTS).flatMap(grant => {
    const piece = input.pieces.find(
      ({ from, until, value }) => value.name === grant.name && containsDate({ from, until }, grant.from)
    )
    if (piece === undefined) return []
    const days = termsOf(piece.value, grant, input.alignments)
    const subscription = input.history.subscriptions.find(({ id }) => id === grant.subscription)
    return [{ grant, piece, days, moved: movedDays(subscription, days) }]
  })
}

/** What plans and features say. Months and cycles count from the first day on which the subscription ever had it. */
function saidOf({ pieces, subscription }: Terms['subscriptions'][number], input: Terms): HeldDiscount[] {
  return pieces.flatMap(piece => {
    const { from, series, until, value } = piece
    const first = pieces
      .filter(each => each.series === series || isNamedAlike(each, piece))
      .map(each => each.from)
      .reduce(earlierDate)
    const id = `${subscription.id}/${series}/${value.name}`
    const grant: Grant = { id, name: value.name, subscription: subscription.id, from: first, until: null }
    const days = intersect(termsOf(value, grant, input.alignments), { from, until })
    return days === null ? [] : [{ grant, piece, days, moved: movedDays(subscription, ALWAYS) }]
  })
}

/** One that gave its place to another, and came back beside it. */
function isNamedAlike(a: RulePiece<Discount>, b: RulePiece<Discount>): boolean {
  return a.kind === b.kind && a.name === b.name && a.value.name === b.value.name
}

const ALWAYS: OpenInterval = { from: Temporal.PlainDate.from('0001-01-01'), until: null }

function movedDays(subscription: SubscriptionHistory | undefined, days: OpenInterval): MovedDays | null {
  if (subscription?.held === undefined) return null
  const { started, terminated } = wholeLife(subscription)
  const all = intersect({ from: started, until: terminated }, days)
  const last = subscription.held.at(-1)?.until === null
  return all && { all, held: subscription.held.flatMap(each => intersect(each, all) ?? []), last }
}

function isEmpty({ from, until }: OpenInterval): boolean {
  return until !== null && compareDates(from, until) >= 0
}
