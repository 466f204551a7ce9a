// Points, and what plans grant, are what should have been given less what is booked: what is missing fills a pocket, what is too much leaves again.
import { compareDates, type HeldUnit, type RuleRef } from '../values/index.ts'
import { compareUse, free, paysForUse, type Pocket } from '../pockets/index.ts'
import type { Piece } from '../pockets/index.ts'

/** What an account should have been given in all for one reason, once: an invoice, a year, a cycle on a plan. */
export interface PointsTarget {
  readonly key: string
  readonly unit: HeldUnit
  /** Parts of the unit, more than zero. */
  readonly parts: bigint
  /** They end so many months after the day on which they are given; null: never. */
  readonly months: number | null
  readonly reason: string
  readonly rule: RuleRef
  readonly version: string
  /** Of what a plan or a feature grants; its key begins with GRANTED. Left out: points, whose pocket is for all of the account. */
  readonly pocket?: GrantedPocket
}

/** How a pocket is filled that a plan or a feature grants. */
export interface GrantedPocket {
  /** Whose use alone it pays; null: shared by all of the account. */
  readonly subscription: string | null
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** 1 is used first. */
  readonly priority: number
  /** The first day on which it can no longer be used. */
  readonly until: Temporal.PlainDate
}

/** What is granted is taken back only as far as it is still there: nobody owes what he was given and used. */
export const GRANTED = 'grant:'

/** What was given so far for one reason, less what was taken back. */
export interface BookedPoints {
  readonly key: string
  readonly unit: HeldUnit
  readonly parts: bigint
  /** Pockets that it filled. `expiresAt`: as of the pocket. */
  readonly filled: readonly { readonly pocket: string; readonly expiresAt: Temporal.Instant | null }[]
}

export type PointsMove =
  | { readonly kind: 'give'; readonly target: PointsTarget; readonly parts: bigint }
  /** Out of pockets of the unit. */
  | {
      readonly kind: 'take'
      readonly key: string
      readonly unit: HeldUnit
      readonly parts: bigint
      readonly pieces: readonly Piece[]
    }
  /** They had ended before: there is nothing to take. */
  | { readonly kind: 'lapsed'; readonly key: string; readonly unit: HeldUnit; readonly parts: bigint }

/**
 * What is taken back comes out of the pockets that it filled, then out of the others. What is not there any more is owed: it is taken when
 * there are points again: whoever gives some asks once more. What a plan grants comes back out of the pockets that it filled alone, and what
 * would have ended by today is not given any more. `pockets`: those of the account that hold something.
 */
export function pointsMoves(
  targets: readonly PointsTarget[],
  booked: readonly BookedPoints[],
  {
    at,
    pockets,
    today
  }: { readonly pockets: readonly Pocket[]; readonly at: Temporal.Instant; readonly today: Temporal.PlainDate }
): PointsMove[] {
  const before = new Map(booked.map(each => [each.key, each]))
  const wanted = new Map(targets.map(each => [each.key, each]))
  if (wanted.size < targets.length) throw new Error('a plugin gives points for one reason twice: its keys repeat')
  const gives = targets.flatMap((target): PointsMove[] => {
    const parts = target.parts - (before.get(target.key)?.parts ?? 0n)
    return parts > 0n && isOfUse(target, today) ? [{ kind: 'give', target, parts }] : []
  })
  const left = new Map(pockets.map(pocket => [pocket.id, free(pocket, at)]))
  const takes = booked.flatMap((was): PointsMove[] => {
    const parts = was.parts - (wanted.get(was.key)?.parts ?? 0n)
    if (parts <= 0n) return []
    const { key, unit } = was
    if (hasEnded(was, at)) return [{ kind: 'lapsed', key, unit, parts }]
    const ofUnit = pockets.filter(pocket => pocket.unit === unit && mayTake(pocket, was))
    const pieces = takeOut(parts, was, { pockets: ofUnit, left })
    const taken = pieces.reduce((sum, { amount }) => sum + amount, 0n)
    return taken === 0n ? [] : [{ kind: 'take', key, unit, parts: taken, pieces }]
  })
  return [...takes, ...gives]
}

/** In the books, of what is taken back of a reason. */
export function takenBackWords(key: string): string {
  return key.startsWith(GRANTED)
    ? `Taken back of what was granted: ${key.slice(GRANTED.length)}`
    : `Points taken back: ${key}`
}

function isOfUse({ pocket }: PointsTarget, today: Temporal.PlainDate): boolean {
  return pocket === undefined || compareDates(today, pocket.until) < 0
}

function mayTake(pocket: Pocket, { filled, key }: BookedPoints): boolean {
  return key.startsWith(GRANTED) ? filled.some(each => each.pocket === pocket.id) : paysForUse(pocket, null)
}

function hasEnded({ filled }: BookedPoints, at: Temporal.Instant): boolean {
  return (
    filled.length > 0 &&
    filled.every(({ expiresAt }) => expiresAt !== null && Temporal.Instant.compare(expiresAt, at) <= 0)
  )
}

function takeOut(
  parts: bigint,
  { filled }: BookedPoints,
  { left, pockets }: { readonly pockets: readonly Pocket[]; readonly left: Map<string, bigint> }
): Piece[] {
  const own = new Set(filled.map(({ pocket }) => pocket))
  const inOrder = pockets.toSorted((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || compareUse(a, b))
  const pieces: Piece[] = []
  let missing = parts
  for (const { id } of inOrder) {
    const there = left.get(id) ?? 0n
    const amount = there < missing ? there : missing
    if (amount <= 0n) continue
    pieces.push({ pocket: id, amount })
    left.set(id, there - amount)
    missing -= amount
  }
  return pieces
}
