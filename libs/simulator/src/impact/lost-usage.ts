// Usage that the rules after can no longer rate, grouped by why.
import type { UnratedUse } from './price-uses.ts'

export interface LostUsage {
  readonly reason: UnratedUse['reason']
  readonly plan: string | null
  readonly service: string
  readonly uses: number
  readonly accounts: number
  /** The first one found. */
  readonly sample: {
    readonly account: string
    readonly usage: string
    readonly to: string
    /** Epoch milliseconds. */
    readonly startedAt: number
    readonly detail: string
  }
}

type Open<T> = { -readonly [K in keyof T]: T[K] }

export class LostUsages {
  readonly #groups = new Map<string, Open<LostUsage> & { last: string }>()
  accounts = 0
  uses = 0

  /** Those of one account. */
  add(account: string, lost: readonly UnratedUse[]): void {
    if (lost.length > 0) this.accounts += 1
    this.uses += lost.length
    for (const { use, plan, reason, detail } of lost) {
      const { service, id, to, startedAt } = use
      const key = JSON.stringify([reason, plan, service])
      const sample = { account, usage: id, to, startedAt, detail }
      const group = this.#groups.get(key) ?? { reason, plan, service, uses: 0, accounts: 0, sample, last: '' }
      group.uses += 1
      if (group.last !== account) group.accounts += 1
      group.last = account
      this.#groups.set(key, group)
    }
  }

  /** The most uses first. */
  list(): LostUsage[] {
    return [...this.#groups.values()].map(({ last: _, ...group }) => group).sort((a, b) => b.uses - a.uses)
  }
}
