// Usage that is rated in real time is corrected without being asked for: found when something was learned, and applied within limits.
import { planAt } from '@farthing/rules-language'
import { operatorZone, plansRated } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { Clock, KernelSettings, Persistence } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { movedBasis, publicationsBy } from './rerating-basis.ts'
import { accountsOf, forget, keepLook, lastLook, movedByPlan, newsSince, type RealTimeLook } from './real-time-news.ts'
import { type KnownRules, ReratingPlanner } from './rerating-planner.ts'
import type { Rerating } from './rerating-queries.ts'
import { lockReratings, withdrawn } from './rerating-state.ts'
import { EVERYTHING, type ReratingChoice } from './rerating.tables.ts'
import { Reratings } from './reratings.service.ts'

const IN_REAL_TIME: ReratingChoice = { ...EVERYTHING, rating: 'real-time' }

@Injectable()
export class RealTimeReratings {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(ReratingPlanner) private readonly planner: ReratingPlanner,
    @Inject(Reratings) private readonly reratings: Reratings,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /**
   * One pass: goes on with what was begun, proposes what has moved since, and applies it where the plans' limits allow. Safe to be
   * killed at any instant and to run beside others. Returns the proposal that stands; null when there is none.
   */
  async look(): Promise<Rerating | null> {
    if (plansRated(await this.rules.books(), 'real-time').size === 0) return null
    const known = await this.planner.known()
    if (!known.ok) return null
    const { tenant } = this.settings
    const id = await this.persistence.bulk(tenant, client => this.#proposed(client, known.value))
    if (id === null) return null
    const found = await this.reratings.drainIfThere(id)
    if (found === undefined) return null
    if (found.state === 'nothing') return this.#nothing(found)
    if (found.state !== 'proposed' || !(await this.#isWithinLimits(id))) return found
    const applied = await this.reratings.apply(id, { byItself: true })
    // what moved meanwhile is news to the next pass
    return applied.ok ? applied.value : found
  }

  /** The proposal that is to be gone on with. */
  async #proposed(client: ClientBase, known: KnownRules): Promise<number | null> {
    const { tenant } = this.settings
    await lockReratings(client, tenant)
    const last = await lastLook(client, tenant)
    if (last?.state === 'finding') return last.rerating
    const { knownAt } = known
    const open = last !== null && isOpen(last) ? last : null
    // another one, which waited less, has looked farther
    if (last !== null && Temporal.Instant.compare(knownAt, last.knownAt) < 0) return open?.rerating ?? null
    const publications = await publicationsBy(client, tenant, knownAt)
    const accounts = publications === last?.publications ? await this.#accounts(client, last, known) : null
    if (last !== null && accounts?.length === 0) {
      await keepLook(client, tenant, { ...last, knownAt })
      return open?.rerating ?? null
    }
    if (open !== null) await this.#replace(client, open)
    const rerating = await this.planner.plan(client, { choice: IN_REAL_TIME, accounts }, known)
    await keepLook(client, tenant, { knownAt, publications, rerating })
    return rerating
  }

  /** Whose usage is to be looked at while rules are as they were. */
  async #accounts(client: ClientBase, last: RealTimeLook, known: KnownRules): Promise<string[]> {
    const { tenant } = this.settings
    const news = await newsSince(client, tenant, {
      after: last.knownAt,
      until: known.knownAt,
      spans: await this.planner.spans(client, IN_REAL_TIME, known),
      plans: [...plansRated(known.books, 'real-time')]
    })
    const open = { tenant, id: last.rerating }
    const isOutdated = news.length > 0 || (last.state === 'proposed' && (await movedBasis(client, open)) !== null)
    if (!isOutdated) return []
    return [...new Set([...news, ...(isOpen(last) ? await accountsOf(client, open) : [])])]
  }

  /** One that still waits, or tells of late usage, is part of the next. */
  async #replace(client: ClientBase, { rerating: id, state }: RealTimeLook): Promise<void> {
    const reference = { tenant: this.settings.tenant, id }
    if (state === 'nothing') await forget(client, reference)
    else await withdrawn(client, reference, this.clock.now())
  }

  async #nothing(found: Rerating): Promise<Rerating | null> {
    const { summary } = found
    if (summary === null || summary.unrated > 0) return found
    if ([summary.late.events, ...(summary.others ?? []).map(({ late }) => late)].some(events => events > 0))
      return found
    const { tenant } = this.settings
    await this.persistence.bulk(tenant, client => forget(client, { tenant, id: found.id }))
    return null
  }

  /** Of every plan whose usage moves. */
  async #isWithinLimits(id: number): Promise<boolean> {
    const { tenant } = this.settings
    const books = await this.rules.books()
    const today = this.clock.today(operatorZone(books))
    const moved = await this.persistence.bulkRead(client => movedByPlan(client, { tenant, id }))
    return moved.every(({ currency, moved: micro, plan }) => {
      const rules = books.in(currency).at(today)
      const limit = rules && planAt(rules, plan, today)?.correctedUpTo
      return limit != null && BigInt(micro) <= limit
    })
  }
}

function isOpen({ state }: RealTimeLook): boolean {
  return state === 'proposed' || state === 'nothing'
}
