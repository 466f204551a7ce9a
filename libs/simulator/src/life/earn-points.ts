// The points that a life has earned so far, and what its plans grant: looked at again whenever something happened to it, and each day.
import {
  counterpart,
  filledPostings,
  type PointsMove,
  pointsMoves,
  takenBackWords,
  takenPostings
} from '@farthing/billing-core'
import { anyGrants, earnedPoints } from '../points/index.ts'
import { lifeHistory } from './life-history.ts'
import type { LifePocket } from './life-pockets.ts'
import type { LifeState } from './life-state.ts'
import { passMovedPockets } from './pass-moved-pockets.ts'
import { standingInvoices } from './standing-invoices.ts'

export interface LifePoints {
  readonly key: string
  readonly unit: string
  readonly parts: bigint
  /** That it filled; null of what was taken back. */
  readonly pocket: string | null
}

const PRIORITY = 100

export function earnPoints(state: LifeState, today: Temporal.PlainDate): void {
  const { account, pockets, points } = state
  if (!mayEarn(state)) return
  const history = lifeHistory(state)
  if (history === null) return
  passMovedPockets(state, history, today)
  const invoices = standingInvoices(state).map(({ lines: _, ...head }) => head)
  const targets = earnedPoints({ history, invoices, today }, state)
  if (targets === null) return // said again when the rules say what it is on
  if (targets.length === 0 && points.length === 0) return
  state.witness?.(targets)
  const at = today.toZonedDateTime(account.zone).toInstant()
  for (;;) {
    const moves = pointsMoves(targets, bookedIn(state), { at, pockets, today })
    for (const move of moves) points.push(moved(state, move, today))
    // what is owed is taken out of what was given just now
    if (!moves.some(({ kind }) => kind === 'give')) return
  }
}

function mayEarn({ facts, registry, ruleBook }: LifeState): boolean {
  const joins = [...registry.points.values()].map(({ joinedBy }) => joinedBy)
  return facts.some(fact => fact.kind === 'deed' && joins.includes(fact.deed)) || anyGrants({ registry, ruleBook })
}

function bookedIn({ pockets, points }: LifeState) {
  return [...Map.groupBy(points, ({ key }) => key)].map(([key, entries]) => ({
    ...{ key, unit: entries[0]?.unit ?? '', parts: entries.reduce((sum, { parts }) => sum + parts, 0n) },
    filled: pockets
      .filter(({ id }) => entries.some(({ pocket }) => pocket === id))
      .map(({ expiresAt, id }) => ({ pocket: id, expiresAt }))
  }))
}

function moved(state: LifeState, move: PointsMove, today: Temporal.PlainDate): LifePoints {
  const { account, journal, pockets } = state
  const posted = {
    key: `points-${state.points.length + 1}`,
    date: today,
    account: { id: account.id, number: account.id }
  }
  if (move.kind === 'give') {
    const { key, months, pocket: granted, reason, unit } = move.target
    const number = pockets.length + 1
    const end = granted?.until ?? (months === null ? null : today.add({ months }))
    const { priority = PRIORITY, services = null, subscription = null } = granted ?? {}
    const pocket: LifePocket = {
      ...{ id: `pocket-${number}`, number, unit, priority, shared: false, reserved: 0n, reason },
      ...{ openedAt: today.toZonedDateTime(account.zone).toInstant(), balance: move.parts },
      ...{ expiresAt: end?.toZonedDateTime(account.zone).toInstant() ?? null, services, subscription }
    }
    pockets.push(pocket)
    const pieces = [{ pocket: pocket.id, amount: move.parts }]
    const description = `Pocket ${number}: ${reason}`
    journal.push(
      filledPostings({ ...posted, description, pockets: [pocket], pieces, against: counterpart('issued', unit) })
    )
    return { key, unit, parts: move.parts, pocket: pocket.id }
  }
  const { key, parts, unit } = move
  if (move.kind === 'take') {
    const description = takenBackWords(key)
    journal.push(
      takenPostings({ ...posted, description, pockets, pieces: move.pieces, against: counterpart('issued', unit) })
    )
    takeFrom(pockets, move.pieces)
  }
  return { key, unit, parts: -parts, pocket: null }
}

/** Of pockets that have them. */
export function takeFrom(
  pockets: LifePocket[],
  pieces: readonly { readonly pocket: string; readonly amount: bigint }[]
): void {
  for (const { amount, pocket: id } of pieces) {
    const index = pockets.findIndex(each => each.id === id)
    const pocket = pockets[index]
    if (pocket !== undefined) pockets[index] = { ...pocket, balance: pocket.balance - amount }
  }
}
