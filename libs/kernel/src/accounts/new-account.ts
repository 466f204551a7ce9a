import { isCurrency, isZone } from '@farthing/billing-core'
import type { Outcome } from '../http/index.ts'

export interface NewAccount {
  readonly name: string
  /** Lines as they stand on an envelope. */
  readonly address?: readonly string[]
  readonly email?: string | null
  readonly phone?: string | null
  /** A wish, 1..31, never clamped. */
  readonly billDay: number
  /** IANA name, such as Australia/Melbourne. */
  readonly zone: string
  /** ISO 4217. */
  readonly currency: string
  /** By which accounts are grouped. */
  readonly tags?: readonly string[]
  /** The account's first day; today in its zone when left out. */
  readonly openedOn?: Temporal.PlainDate
}

export type AccountRefusal =
  | 'unknown-zone'
  | 'unknown-currency'
  | 'other-currency'
  | 'bill-day-out-of-range'
  | 'name-missing'

/** Checks what the database does not. `billed`: the currency of the published rules; null while there are none. */
export function checkNewAccount(account: NewAccount, billed: readonly string[]): Outcome<NewAccount, AccountRefusal> {
  const { name, billDay, zone, currency } = account
  if (name.trim() === '') return { ok: false, reason: 'name-missing', detail: 'An account has a name.' }
  if (!isBillDay(billDay))
    return { ok: false, reason: 'bill-day-out-of-range', detail: `A bill day is 1..31, not ${billDay}.` }
  if (!isZone(zone)) {
    return {
      ok: false,
      reason: 'unknown-zone',
      detail: `'${zone}' is no time zone. Write an IANA name such as Europe/Berlin.`
    }
  }
  if (!isCurrency(currency)) {
    return {
      ok: false,
      reason: 'unknown-currency',
      detail: `'${currency}' is no currency. Write an ISO 4217 code such as EUR.`
    }
  }
  if (billed.length > 0 && !billed.includes(currency)) {
    return {
      ok: false,
      reason: 'other-currency',
      detail: `The published rules bill in ${billed.join(', ')}: an account in ${currency} could not be billed. Open it in ${billed.join(' or ')}, or publish rules for ${currency}: files that begin with currency ${currency}.`
    }
  }
  return { ok: true, value: account }
}

export function isBillDay(day: number): boolean {
  return Number.isInteger(day) && day >= 1 && day <= 31
}

/** Each once, in order. */
export function tagsOf(tags: readonly string[] | undefined): string[] {
  return [...new Set(tags)].toSorted()
}
