// Who pays for an event: identity x instant -> account, subscription and plan. Compact: some 100 bytes a subscriber.
import type { Dialling } from '@farthing/rules-language'
import { normaliseNumber } from '@farthing/rules-language'
import { withoutLengths } from './identity.ts'
import { NumberTable } from './number-table.ts'

/** One subscription's hold on one identity under one plan, half-open epoch milliseconds. */
export interface SubscriberStretch {
  readonly account: string
  readonly subscription: string
  readonly plan: string
  /** In which its account is kept; left out: the operator's own. */
  readonly currency?: string
  /** -Infinity: since ever. */
  readonly from: number
  /** Infinity: while it lasts. */
  readonly until: number
}

/** Identities are compared as E.164 numbers where they are numbers, else as logins, in whatever case they are written. */
export class SubscriberIndex {
  /** Of identities that are numbers. */
  private readonly newest = new NumberTable()
  /** Of others. */
  private readonly newestOfLogins = new Map<string, number>()
  private readonly stretches: SubscriberStretch[] = []
  /** The stretch of the same identity that was added before; -1: none. */
  private readonly older: number[] = []

  /** How numbers were read before rules said how long national ones are; null: they do not. See `identitySpellings`. */
  private readonly before: Dialling | null

  /** `dialling`: how numbers without a country code are read; null: all are E.164. */
  constructor(private readonly dialling: Dialling | null) {
    this.before = dialling?.national === undefined ? null : withoutLengths(dialling)
  }

  get size(): number {
    return this.stretches.length
  }

  /** Where two stretches of an identity overlap, the one added last holds. */
  add(identity: string, stretch: SubscriberStretch): void {
    const key = this.key(identity)
    this.older.push(this.newestOf(key))
    const number = numberOf(key)
    if (number < 0) this.newestOfLogins.set(key, this.stretches.length)
    else this.newest.set(number, this.stretches.length)
    this.stretches.push(stretch)
  }

  /** The number of the stretch that holds the identity at the instant (epoch milliseconds); -1: nobody does. */
  find(identity: string, at: number): number {
    const found = this.heldAt(this.key(identity), at)
    return found < 0 && this.before !== null ? this.heldAt(this.key(identity, this.before), at) : found
  }

  /** The number of a stretch that holds the identity at some time between the two; -1: there is none. */
  overlapping(identity: string, { from, until }: Pick<SubscriberStretch, 'from' | 'until'>): number {
    let found = this.newestOf(this.key(identity))
    while (found >= 0) {
      const stretch = this.stretches[found]
      if (stretch !== undefined && stretch.from < until && from < stretch.until) return found
      found = this.older[found] ?? -1
    }
    return -1
  }

  /** The stretch of a number that `find` gave. */
  at(index: number): SubscriberStretch {
    const stretch = this.stretches[index]
    if (stretch === undefined) throw new RangeError(`there is no stretch ${index}`)
    return stretch
  }

  /** Whether anybody ever held the identity. */
  knows(identity: string): boolean {
    if (this.newestOf(this.key(identity)) >= 0) return true
    return this.before !== null && this.newestOf(this.key(identity, this.before)) >= 0
  }

  private heldAt(key: string, at: number): number {
    let found = this.newestOf(key)
    while (found >= 0) {
      const stretch = this.stretches[found]
      if (stretch !== undefined && at >= stretch.from && at < stretch.until) return found
      found = this.older[found] ?? -1
    }
    return -1
  }

  private newestOf(key: string): number {
    const number = numberOf(key)
    return number < 0 ? (this.newestOfLogins.get(key) ?? -1) : this.newest.get(number)
  }

  private key(identity: string, dialling = this.dialling): string {
    return normaliseNumber(identity, dialling) || identity.trim().toLowerCase()
  }
}

/** As many digits are exact. */
const MOST_DIGITS = 15

/** Of digits that no other text has the number of; -1: it is a login, or a number with zeros before it or too long. */
function numberOf(key: string): number {
  if (key.length === 0 || key.length > MOST_DIGITS || key.charCodeAt(0) === 48) return -1
  let number = 0
  for (let i = 0; i < key.length; i++) {
    const digit = key.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) return -1
    number = number * 10 + digit
  }
  return number
}
