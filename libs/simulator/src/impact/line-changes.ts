// What two rule sets charge an account, side by side: one row for each charge that either of them makes.
import { type AccountHistory, type Invoice, labelOn, type SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, type Explanation } from '@farthing/billing-core/values'

export interface LineSide {
  /** Micro, rounded as on the line. */
  readonly amount: bigint
  readonly description: string
  readonly quantity: string
  readonly explanation: Explanation
}

export interface LineChange {
  /** The charge's stable key. */
  readonly key: string
  /** Code of the charge type. */
  readonly type: string
  readonly subscription: string | null
  /** The number, login or name that the customer knows the subscription by. */
  readonly label: string | null
  /** The subscription's on the last of the days charged: a later change of plan moves nothing that was charged before it. */
  readonly plan: string | null
  /** Of usage; null for other charges. */
  readonly service: string | null
  readonly zone: string | null
  /** Of usage, the days whose uses it adds up, half-open: '2026-03-01..2026-04-01'; null for other charges. */
  readonly cycle: string | null
  /** The days charged, half-open. */
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly before: LineSide | null
  readonly after: LineSide | null
  /** After less before, micro. */
  readonly change: bigint
}

interface Sides {
  before: LineSide | null
  after: LineSide | null
}

type Part = Invoice['lines'][number]['parts'][number]

/** In the order of the bills. Amounts of one key on several bills of the range add up. */
export function lineChanges(
  history: AccountHistory,
  before: readonly Invoice[],
  after: readonly Invoice[]
): LineChange[] {
  const subscriptions = new Map(history.subscriptions.map(each => [each.id, each]))
  const sides = new Map<string, Sides & { readonly part: Part }>()
  for (const [side, invoices] of [['before', before] as const, ['after', after] as const]) {
    for (const part of invoices.flatMap(({ lines }) => lines.flatMap(({ parts }) => parts))) {
      const row = sides.get(part.key) ?? { part, before: null, after: null }
      row[side] = added(row[side], part)
      sides.set(part.key, row)
    }
  }
  return [...sides.values()].map(({ part, ...row }) => {
    const { key, type, subscription, from, until } = part
    const { service, zone, cycle } = part.explanation.inputs
    const held = subscription === null ? undefined : subscriptions.get(subscription)
    return {
      key,
      type,
      subscription,
      label: held === undefined ? null : labelOn(held, from),
      plan: held === undefined ? null : planOf(held, part),
      service: service ?? null,
      zone: zone ?? null,
      cycle: cycle ?? null,
      from,
      until,
      ...row,
      change: (row.after?.amount ?? 0n) - (row.before?.amount ?? 0n)
    }
  })
}

/** What is charged for no days has those of its one date. */
function planOf({ segments }: SubscriptionHistory, { from, until }: Pick<Part, 'from' | 'until'>): string | null {
  const begun = segments.findLast(each => compareDates(each.from, until) < 0 || compareDates(each.from, from) <= 0)
  return (begun ?? segments[0])?.plan ?? null
}

function added(earlier: LineSide | null, { amount, description, quantity, explanation }: Part): LineSide {
  return { amount: (earlier?.amount ?? 0n) + amount, description, quantity, explanation }
}
