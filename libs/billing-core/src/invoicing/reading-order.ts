// The order in which a customer reads lines.
import { discountedKey, FEATURE_SERIES, type LineDelta } from '../charging/index.ts'
import { compareDates } from '../values/index.ts'

/** By subscription (as given, account-level last), start, credits first, a plan before its features, and discounts behind what they are taken off. */
export function inReadingOrder(deltas: readonly LineDelta[], subscriptions: readonly string[]): readonly LineDelta[] {
  const rank = new Map(subscriptions.map((id, index) => [id, index]))
  const ordered = deltas.toSorted((a, b) => compareLines(a, b, rank))
  const bases = ordered.map(basesOf)
  return bases.some(keys => keys.length > 0) ? discountsBehind(ordered, bases) : ordered
}

const basesOf = ({ parts }: LineDelta): string[] => parts.flatMap(part => discountedKey(part) ?? [])

/** Behind the last line that it is taken off; where that stands on an earlier invoice, it stays where its days put it. */
function discountsBehind(ordered: readonly LineDelta[], bases: readonly (readonly string[])[]): LineDelta[] {
  const places = new Map<string, number>()
  ordered.forEach(({ parts }, place) => parts.forEach(({ key }) => places.set(key, place)))
  const placed = ordered.map((delta, own) => {
    const behind = (bases[own] ?? []).flatMap(key => places.get(key) ?? [])
    return { delta, place: behind.length === 0 ? own : Math.max(...behind), isBehind: behind.length > 0 }
  })
  return placed
    .toSorted((a, b) => a.place - b.place || Number(a.isBehind) - Number(b.isBehind))
    .map(({ delta }) => delta)
}

function compareLines(a: LineDelta, b: LineDelta, rank: ReadonlyMap<string, number>): number {
  const [x, y] = [a.parts[0], b.parts[0]]
  return (
    placeOf(x.subscription, rank) - placeOf(y.subscription, rank) ||
    Number(x.type === 'usage') - Number(y.type === 'usage') ||
    compareDates(a.from, b.from) ||
    Number(a.amount > 0n) - Number(b.amount > 0n) ||
    compareDates(a.until, b.until) ||
    Number(isFeature(x)) - Number(isFeature(y)) ||
    (x.key < y.key ? -1 : x.key > y.key ? 1 : 0)
  )
}

function isFeature({ series }: { readonly series: string }): boolean {
  return series.startsWith(FEATURE_SERIES)
}

function placeOf(subscription: string | null, rank: ReadonlyMap<string, number>): number {
  return subscription === null ? Number.MAX_SAFE_INTEGER : (rank.get(subscription) ?? rank.size)
}
