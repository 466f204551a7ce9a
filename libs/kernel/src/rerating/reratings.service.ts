// Proposals to price usage anew: found, looked at, then applied or withdrawn.
import { setTimeout as wait } from 'node:timers/promises'
import { inEachCurrency, nearest } from '@farthing/rules-language'
import { operatorZone, plansRated, type RuleBooks } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { NewUsage } from '../billing-run/index.ts'
import type { Outcome, Refusal } from '../http/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, sql, toldAmount } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { chosenMs, type ReratingReference } from './plan-rerating.ts'
import { EVERYTHING, type ReratingChoice, type StoredSummary } from './rerating.tables.ts'
import { movedBasis } from './rerating-basis.ts'
import type { Rerating } from './rerating-queries.ts'
import { ReratingBook } from './rerating-book.ts'
import { ReratingPlanner } from './rerating-planner.ts'
import type { ApplyRefusal, ProposeRefusal, WithdrawRefusal } from './rerating-state.ts'
import { hasOpenChunks, lockReratings, stateOf, unknown, withdrawn } from './rerating-state.ts'
import { ReratingWorker } from './rerating-worker.ts'
import { hasOpenBillChunks, planBillChunks } from './bill-chunks.ts'
import { ReratingBills } from './rerating-bills.ts'
import { type OpenRerating, openRerating, settleBills } from './settle-bills.ts'
import { settleFinding } from './settle-finding.ts'

export interface DrainSettings {
  /** Chunks at once. */
  readonly lanes?: number
  /** False: the prices of uses alone, as soon as a proposal that moves some can be applied. */
  readonly bills?: boolean
  readonly progress?: (progress: Rerating['progress']) => void
  readonly billProgress?: (progress: Rerating['billProgress']) => void
}

interface Draining {
  /** Whether there was something to do. */
  work(): Promise<boolean>
  isOpen(client: ClientBase): Promise<boolean>
  tell?(): Promise<void>
}

interface ApplySettings {
  /** Nobody has looked at it. */
  readonly byItself: boolean
}

const PATIENCE_MS = 20

@Injectable()
export class Reratings {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(ReratingPlanner) private readonly planner: ReratingPlanner,
    @Inject(ReratingWorker) private readonly worker: ReratingWorker,
    @Inject(ReratingBills) private readonly bills: ReratingBills,
    @Inject(ReratingBook) private readonly book: ReratingBook,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Plans a proposal; workers find what it changes, or `drain` does so here. */
  async propose(chosen: Partial<ReratingChoice> = {}): Promise<Outcome<Rerating, ProposeRefusal>> {
    const { tenant } = this.settings
    const known = await this.planner.known()
    if (!known.ok) return known
    const refused = unknownTariff(chosen.tariff ?? null, known.value.books)
    if (refused !== null) return refused
    const choice = { ...EVERYTHING, ...chosen }
    const basis = await this.bills.basis(choice, known.value)
    const id = await this.persistence.bulk(tenant, async client => {
      await lockReratings(client, tenant)
      return this.planner.plan(client, { choice, accounts: choice.accounts }, known.value, basis)
    })
    return { ok: true, value: existing(id, await this.#complete(id)) }
  }

  /** Does open chunks in this process, beside whatever workers there are, until all is found. */
  async drain(id: number, settings: DrainSettings = {}): Promise<Rerating> {
    return existing(id, await this.drainIfThere(id, settings))
  }

  /** The same; undefined for one that another process forgot meanwhile, for nothing had moved. */
  async drainIfThere(
    id: number,
    { bills = true, lanes = 1, ...told }: DrainSettings = {}
  ): Promise<Rerating | undefined> {
    const reference = { tenant: this.settings.tenant, id }
    const { billProgress, progress } = told
    await this.#drained(lanes, {
      work: () => this.worker.workOn(reference),
      isOpen: client => hasOpenChunks(client, reference),
      ...(progress && { tell: async () => progress((await this.#existing(id)).progress) })
    })
    const found = await this.#complete(id)
    if (!bills || found === undefined || found.billBasis === null || found.bills !== null) return found
    await this.#drained(lanes, {
      work: () => this.bills.workOn(reference),
      isOpen: client => hasOpenBillChunks(client, reference),
      ...(billProgress && { tell: async () => billProgress((await this.#existing(id)).billProgress) })
    })
    return this.#complete(id)
  }

  async #drained(lanes: number, { isOpen, tell, work }: Draining): Promise<void> {
    const lane = async (): Promise<void> => {
      for (;;) {
        if (await work()) await tell?.()
        else if (await this.persistence.bulkRead(isOpen)) await wait(PATIENCE_MS)
        else return
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  /** Makes the prices of a proposal those of now, all at once. One that was applied stays as it is. */
  async apply(id: number, { byItself }: ApplySettings = { byItself: false }): Promise<Outcome<Rerating, ApplyRefusal>> {
    const { tenant } = this.settings
    const refused = await this.persistence.bulk(tenant, client => this.#apply(client, { tenant, id }, byItself))
    return refused ?? { ok: true, value: await this.#existing(id) }
  }

  async #apply(
    client: ClientBase,
    reference: ReratingReference,
    byItself: boolean
  ): Promise<Refusal<ApplyRefusal> | null> {
    const { id, tenant } = reference
    await lockReratings(client, tenant)
    const state = await stateOf(client, reference)
    if (state === undefined) return unknown(id)
    if (state === 'applied' || state === 'nothing') return null
    if (state === 'finding')
      return {
        ok: false,
        reason: 'still-finding',
        detail: `Re-rating ${id} is still being found: apply it when it is proposed.`
      }
    if (state === 'withdrawn')
      return { ok: false, reason: 'withdrawn', detail: `Re-rating ${id} was withdrawn: propose again.` }
    const moved = await movedBasis(client, reference)
    if (moved !== null)
      return {
        ok: false,
        reason: 'basis-moved',
        detail: `${moved} Re-rating ${id} may be wrong by now: propose again, and withdraw this one.`
      }
    const applied = `update rerating set state = 'applied', ended_at = $3, by_itself = $4 where tenant = $1 and id = $2`
    await sql(client, applied, [tenant, id, this.clock.now().toString(), byItself])
    await this.outbox.add(client, tenant, [{ topic: 'usage.rerated', subject: String(id), payload: { id, byItself } }])
    return null
  }

  /** Takes a proposal back, with all that it found. */
  async withdraw(id: number): Promise<Outcome<Rerating, WithdrawRefusal>> {
    const { tenant } = this.settings
    const refused = await this.persistence.bulk(tenant, async client => {
      await lockReratings(client, tenant)
      const state = await stateOf(client, { tenant, id })
      if (state === undefined) return unknown(id)
      if (state === 'applied')
        return {
          ok: false as const,
          reason: 'applied' as const,
          detail: `Re-rating ${id} is applied: it cannot be withdrawn. To go back, publish the rules of before and propose again.`
        }
      if (state === 'withdrawn') return null
      await withdrawn(client, { tenant, id }, this.clock.now())
      return null
    })
    return refused ?? { ok: true, value: await this.#existing(id) }
  }

  /** Settles what is all done of a proposal: prices of uses, then bills. Harmless at any time, by any process. */
  async #complete(id: number): Promise<Rerating | undefined> {
    const { tenant } = this.settings
    await this.persistence.bulk(tenant, async client => {
      const open = await openRerating(client, { tenant, id })
      if (open === undefined) return
      if (open.summary === null && (await hasOpenChunks(client, { tenant, id }))) return
      const summary = open.summary ?? (await this.#settle(client, { tenant, id }, open))
      await settleBills(client, { tenant, id }, { ...open, summary })
    })
    return this.book.find(id)
  }

  async #settle(client: ClientBase, reference: ReratingReference, open: OpenRerating): Promise<StoredSummary> {
    const { choice, knownAt } = open
    const books = await this.rules.books(knownAt)
    const chosen = chosenMs(choice, operatorZone(books))
    const plans = choice.rating === null ? null : [...plansRated(books, choice.rating)]
    const finding = { choice, chosen, plans, knownAt, newUsage: new NewUsage() }
    const summary = await settleFinding(client, reference, finding)
    const { id, tenant } = reference
    const found = 'update rerating set summary = $3 where tenant = $1 and id = $2'
    await sql(client, found, [tenant, id, JSON.stringify(summary)])
    if (open.billBasis !== null) {
      const { billBasis: basis } = open
      await this.planner.enqueue(client, id, await planBillChunks(client, reference, { basis, knownAt }))
    }
    const { accounts, changed, others } = summary
    if (changed === 0 || choice.rating === null) return summary
    const inOthers = (others ?? []).map(({ currency, ...moved }) => {
      return { currency, uses: moved.events, accounts: moved.accounts, ...toldSums(moved) }
    })
    const payload = { id, uses: changed, accounts, currency: open.currency, ...toldSums(summary), others: inOthers }
    await this.outbox.add(client, tenant, [{ topic: 'usage.rerating-proposed', subject: String(id), payload }])
    return summary
  }

  async #existing(id: number): Promise<Rerating> {
    return existing(id, await this.book.find(id))
  }
}

function existing(id: number, found: Rerating | undefined): Rerating {
  if (found === undefined) throw new Error(`there is no re-rating ${id}`)
  return found
}

function toldSums({ after, before }: Record<'before' | 'after', string>): Record<'before' | 'after', string> {
  return { before: toldAmount(BigInt(before)), after: toldAmount(BigInt(after)) }
}

/** Null when it has a name that some version knows: usage may be of a tariff that has ended. */
function unknownTariff(name: string | null, { versions }: RuleBooks): Refusal<'unknown-tariff'> | null {
  const names = new Set(
    versions.flatMap(({ rules }) => inEachCurrency(rules).flatMap(each => [...each.tariffs.keys()]))
  )
  if (name === null || names.has(name)) return null
  const close = nearest(name, names)
  const hint = close === undefined ? `They have: ${[...names].sort().join(', ')}.` : `Did you mean ${close}?`
  return { ok: false, reason: 'unknown-tariff', detail: `The published rules have no tariff ${name}. ${hint}` }
}
