// Which rows a proposal is about: those whose rules moved, those of accounts with news; and of these, what was chosen.
import { planIn, plansRated, type Repriced } from '@farthing/simulator'
import type { UsageClass } from '../usage/index.ts'
import type { FindTask } from './find-chunk.ts'
import { chosenMs, type InstantSpan } from './plan-rerating.ts'
import type { Row } from './read-rows.ts'
import type { StoredSpan } from './rerating.tables.ts'

interface Asked {
  /** By account, since when something was learned of it; epoch milliseconds. */
  readonly news: ReadonlyMap<string, number>
  readonly classes: ReadonlyMap<number, UsageClass>
}

export class AskedRows {
  readonly #task: FindTask
  readonly #asked: Asked
  readonly #spans: ReadonlyMap<number, readonly StoredSpan[]>
  readonly #chosen: InstantSpan
  /** Null: whatever plan. */
  readonly #plans: ReadonlySet<string> | null

  constructor(task: FindTask, asked: Asked) {
    this.#task = task
    this.#asked = asked
    this.#spans = Map.groupBy(task.spans, ({ id }) => id)
    this.#chosen = chosenMs(task.choice, task.zone)
    const { rating } = task.choice
    this.#plans = rating === null ? null : plansRated(task.world.books, rating)
  }

  /** Of the accounts that it is about. */
  has({ account, now, startedMs }: Row): boolean {
    const { choice } = this.#task
    if (startedMs < this.#chosen.fromMs || startedMs >= this.#chosen.untilMs) return false
    if (choice.tariff !== null && this.classOf(now.class).tariff !== choice.tariff) return false
    const spans = this.#spans.get(now.class) ?? []
    const isMoved = spans.some(
      ({ fromMs, untilMs }) => startedMs >= (fromMs ?? -Infinity) && startedMs < (untilMs ?? Infinity)
    )
    return isMoved || (this.#asked.news.get(account) ?? Infinity) <= startedMs
  }

  /** Whether the plan that prices it is one of those that were chosen; where none does any more, the one that did. */
  isOfPlans({ now }: Row, priced: Pick<Repriced, 'plan' | 'rating'> | null): boolean {
    if (this.#plans === null) return true
    if (priced?.rating != null) return priced.rating === this.#task.choice.rating
    const { currency, plan } = this.classOf(now.class)
    return this.#plans.has(planIn(plan, currency))
  }

  classOf(id: number): UsageClass {
    const found = this.#asked.classes.get(id)
    if (found === undefined) throw new Error(`there is no class ${id} of usage`)
    return found
  }
}
