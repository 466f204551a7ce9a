// Lines that wait in quarantine, and what either side could rate of them if they were retried.
import type { RatedRecord, SubscriberIndex } from '../usage/index.ts'
import type { Use } from './impact-account.ts'

/** The uses of one account as each side reads them: a line may be rated by one of them alone. */
export interface SideUses {
  readonly before: readonly Use[]
  readonly after: readonly Use[]
}

export interface WaitingCounts {
  readonly lines: number
  /** Lines that the side could rate. */
  readonly before: number
  readonly after: number
  readonly onlyBefore: number
  readonly onlyAfter: number
}

/** What a side makes of a line; its stretch is one of `subscribers`. */
export interface WaitingRead {
  readonly outcome: RatedRecord
  readonly subscribers: SubscriberIndex
}

interface Held {
  readonly before: Use[]
  readonly after: Use[]
}

const NONE: SideUses = { before: [], after: [] }

/** In memory: some 300 bytes for each line that a side could rate, nothing for the others. */
export class WaitingUses {
  readonly #uses = new Map<string, Held>()
  #counts = { lines: 0, before: 0, after: 0, onlyBefore: 0, onlyAfter: 0 }

  get counts(): WaitingCounts {
    return this.#counts
  }

  /** One line; null: the side leaves it in quarantine. */
  add(id: string, before: WaitingRead | null, after: WaitingRead | null): void {
    this.#counts.lines += 1
    if (before !== null) {
      this.#counts.before += 1
      if (after === null) this.#counts.onlyBefore += 1
      this.#hold('before', id, before)
    }
    if (after !== null) {
      this.#counts.after += 1
      if (before === null) this.#counts.onlyAfter += 1
      this.#hold('after', id, after)
    }
  }

  of(account: string): SideUses {
    return this.#uses.get(account) ?? NONE
  }

  /** Start of the first use of the account, epoch milliseconds; Infinity when it has none. */
  firstMs(account: string): number {
    const { before, after } = this.of(account)
    return [...before, ...after].reduce((first, { startedAt }) => Math.min(first, startedAt), Infinity)
  }

  #hold(side: keyof SideUses, id: string, { outcome, subscribers }: WaitingRead): void {
    const { account, subscription } = subscribers.at(outcome.stretch)
    const { event, tariff } = outcome
    const held = this.#uses.get(account) ?? { before: [], after: [] }
    held[side].push({ ...event, id, subscription, service: tariff.service, unit: tariff.unit, tariff: tariff.name })
    this.#uses.set(account, held)
  }
}
