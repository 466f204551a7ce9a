// What a proposal moves, told by a use of each kind: how it was rated, and how it would be, side by side.
import type { Explanation } from '@farthing/billing-core/values'
import { tariffSince } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { RatedUsage, type StoredUsage, type UsageClass } from '../usage/index.ts'
import { readClasses } from './plan-rerating.ts'
import type { Rerating } from './rerating-queries.ts'
import type { StoredMove, StoredSpan } from './rerating.tables.ts'

/** Micro. */
export interface ExplainedMove {
  readonly events: number
  /** Of the accounts of its uses. */
  readonly currency: string
  readonly before: bigint
  readonly after: bigint
  /** Rules were published; or the account's history was told otherwise, such as by a change of plan that is dated back. */
  readonly because: 'rules' | 'history'
  readonly use: StoredUsage
  readonly sides: { readonly before: Explanation; readonly after: Explanation }
}

@Injectable()
export class ExplainedMoves {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(RatedUsage) private readonly usage: RatedUsage,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** The biggest, `most` of them; none while the proposal is still being found. */
  async of({ spans, summary }: Pick<Rerating, 'spans' | 'summary'>, most: number): Promise<ExplainedMove[]> {
    const classes = await this.persistence.bulkRead(client => readClasses(client, this.settings.tenant))
    const byId = new Map(classes.map(each => [each.id, each]))
    const moves = summary?.moves.slice(0, most) ?? []
    return Promise.all(moves.map(move => this.#explained(move, byId, spans)))
  }

  async #explained(
    move: StoredMove,
    classes: ReadonlyMap<number, UsageClass>,
    spans: readonly StoredSpan[]
  ): Promise<ExplainedMove> {
    const [before, after] = [classes.get(move.previousClass), classes.get(move.class)]
    const use = await this.usage.find(move.event)
    if (before === undefined || after === undefined || use === undefined)
      throw new Error(
        `${move.event} moved between classes ${move.previousClass} and ${move.class}, and one is not there`
      )
    const startedMs = use.startedAt.epochMilliseconds
    const isMoved = spans.some(
      ({ fromMs, id, untilMs }) =>
        id === move.previousClass && startedMs >= (fromMs ?? -Infinity) && startedMs < (untilMs ?? Infinity)
    )
    return {
      events: move.events,
      currency: after.currency,
      before: BigInt(move.before),
      after: BigInt(move.after),
      because: isMoved ? 'rules' : 'history',
      use,
      sides: { before: await this.#explain(use, before), after: await this.#explain(use, after) }
    }
  }

  async #explain(
    use: StoredUsage,
    { currency, tariff: name, tariffSince: since, version }: UsageClass
  ): Promise<Explanation> {
    const { called: to, caller: from, quantity, value } = use
    const startedAt = use.startedAt.epochMilliseconds
    const rules = await this.rules.rules(version, currency)
    const tariff = rules && tariffSince(rules, name, { since, startedAt })
    const event = { startedAt, quantity, to, from, value }
    const outcome = tariff?.rate(event)
    if (tariff === undefined || outcome?.ok !== true)
      throw new Error(`${use.event} cannot be rated by ${name} of ${version}, which rated it`)
    return tariff.explain(event, outcome, version)
  }
}
