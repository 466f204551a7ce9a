// What is barred and throttled of one account while policies look at it: changes are collected, and one that is undone at once never was.
import type { RuleRef } from '@farthing/billing-core/values'
import type { NewServiceChange, ServiceChange } from '../services/index.ts'

type Open = NewServiceChange | ServiceChange

export interface Lift {
  readonly since: Temporal.PlainDate
  readonly reason: string
  readonly rule: RuleRef | null
}

export class Restrictions {
  readonly news: NewServiceChange[] = []
  #open: readonly Open[]

  constructor(open: readonly ServiceChange[]) {
    this.#open = open
  }

  get open(): readonly Open[] {
    return this.#open
  }

  lift(isOver: (open: Open) => boolean, why: (open: Open) => Lift): void {
    for (const each of this.#open.filter(isOver)) {
      const ends = this.#end(each)
      if (ends === null) continue
      const { account, cause, subscription, what } = each
      const restored = { account, subscription, what, deed: 'restored', kilobits: null, until: null } as const
      this.news.push({ ...restored, cause, ends, ...why(each) })
    }
  }

  /** Takes the place of what the same cause did to the same part of the service. */
  restrict(change: Omit<NewServiceChange, 'ends'>): void {
    const { cause, subscription, what } = change
    const before = this.#open.find(
      each => each.subscription === subscription && each.what === what && each.cause === cause
    )
    const made = { ...change, ends: before === undefined ? null : this.#end(before) }
    this.news.push(made)
    this.#open = [...this.#open, made]
  }

  /** Returns the id of what was written before; null for what never has to be. */
  #end(open: Open): string | null {
    this.#open = this.#open.filter(each => each !== open)
    if ('id' in open) return open.id
    this.news.splice(this.news.indexOf(open), 1)
    return open.ends
  }
}
