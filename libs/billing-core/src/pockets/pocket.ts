// What an account holds in advance, in whatever unit: money, seconds, bytes, points.
import { type HeldUnit, isCurrency } from '../values/index.ts'

export interface Pocket {
  readonly id: string
  /** Counts an account's pockets from 1: its name in the ledger. */
  readonly number: number
  readonly unit: HeldUnit
  /** The services that it pays for, and nothing else; null: all. */
  readonly services: readonly string[] | null
  /** 1 is used first. */
  readonly priority: number
  /** It is of a group, whose members use what is theirs alone before it. */
  readonly shared: boolean
  readonly openedAt: Temporal.Instant
  /** The first instant at which it can no longer be used; null: never. */
  readonly expiresAt: Temporal.Instant | null
  /** Parts of the unit, what is held for open reservations included. Not negative. */
  readonly balance: bigint
  /** Of the balance: promised to reservations that are open. */
  readonly reserved: bigint
}

/** A part of an amount, out of one pocket. Parts of the pocket's unit, more than zero. */
export interface Piece {
  readonly pocket: string
  readonly amount: bigint
}

/** The order in which pockets are used: priority, then one's own before those of a group, then the soonest end, then those for certain services, then the oldest. */
export function compareUse(a: Pocket, b: Pocket): number {
  return (
    a.priority - b.priority ||
    Number(a.shared) - Number(b.shared) ||
    soonest(a, b) ||
    Number(a.services === null) - Number(b.services === null) ||
    Temporal.Instant.compare(a.openedAt, b.openedAt) ||
    a.number - b.number
  )
}

/** What is to be paid: use of a service, by a tariff that may ask for pockets that name it. */
export interface PaidUse {
  readonly service: string
  readonly byName: boolean
}

/** Null: what is no use of a service. */
export function paysForUse({ services, unit }: Pick<Pocket, 'services' | 'unit'>, use: PaidUse | null): boolean {
  if (services === null) return use === null || !use.byName || isCurrency(unit)
  return use !== null && services.includes(use.service)
}

/** What can be spent of a pocket at an instant. */
export function free(pocket: Pocket, at: Temporal.Instant): bigint {
  if (pocket.expiresAt !== null && Temporal.Instant.compare(pocket.expiresAt, at) <= 0) return 0n
  return pocket.balance - pocket.reserved
}

function soonest(a: Pocket, b: Pocket): number {
  if (a.expiresAt === null || b.expiresAt === null) return Number(a.expiresAt === null) - Number(b.expiresAt === null)
  return Temporal.Instant.compare(a.expiresAt, b.expiresAt)
}
