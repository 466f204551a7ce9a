// The work of the retention desk: a request is decided once, and what was decided is done in the same transaction.
import { hasEnded } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, type Writer } from '../persistence/index.ts'
import { type ChangeRefusal, type SubscriptionState, SubscriptionsService } from '../subscriptions/index.ts'
import { changeToLetGo, type LettingGo } from './kept-change.ts'
import { OfferedDeeds } from './offered-deeds.ts'
import {
  decideRequest,
  type Decision,
  type DueRequest,
  dueRequests,
  endedSubscriptions,
  findRequest,
  listRequests,
  lockRequest,
  noteProblem,
  type RetentionRequest,
  type RetentionSearch
} from './retention-book.ts'
import {
  decided,
  type OfferRefusal,
  type RetentionRefusal,
  subscriptionEnded,
  unknownOffer,
  unknownRequest
} from './retention-refusals.ts'

export interface Said {
  readonly by: string
  readonly why?: string | undefined
}

export type LetGoRefusal = RetentionRefusal | ChangeRefusal

/** Requests whose day has come, looked at in one go. */
const PAGE = 100

@Injectable()
export class RetentionService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(SubscriptionsService) private readonly subscriptions: SubscriptionsService,
    @Inject(OfferedDeeds) private readonly offers: OfferedDeeds,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  find(id: string): Promise<RetentionRequest | undefined> {
    return this.persistence.read(this.settings.tenant, tx => findRequest(tx, this.settings.tenant, id))
  }

  list(search: RetentionSearch): Promise<RetentionRequest[]> {
    return this.persistence.read(this.settings.tenant, tx => listRequests(tx, this.settings.tenant, search))
  }

  /** The customer takes an offer and stays: it is done and the request closed, or neither. */
  async accept(id: string, offer: number, said: Said): Promise<Outcome<RetentionRequest, OfferRefusal>> {
    const { tenant } = this.settings
    const seen = await this.find(id)
    if (seen === undefined) return unknownRequest(id)
    const rules = await this.offers.rulesNow()
    return this.subscriptions.underLocks<RetentionRequest, OfferRefusal>(seen.subscription, async (client, held) => {
      if (held === undefined) return subscriptionEnded(seen)
      const { account, today } = held
      const request = (await lockRequest(client, tenant, id)) ?? seen
      const refused = decided(request) ?? this.#ended(request, held)
      if (refused !== undefined) return refused
      const taken = request.offers[offer - 1]
      if (taken === undefined) return unknownOffer(request, offer)
      const done = await this.offers.do(client, {
        account,
        offer: { at: request.rule, ...taken },
        by: said.by,
        subscription: request.subscription,
        rules,
        today
      })
      if (!done.ok) return done
      return { ok: true, value: await this.#close(client, request, 'accepted', { ...said, offer, fact: done.value }) }
    })
  }

  /** What was asked for is done, on the day that was asked for, on this one if that has passed, or on one that the desk names. */
  async letGo(id: string, said: Said, how: LettingGo = {}): Promise<Outcome<RetentionRequest, LetGoRefusal>> {
    const done = await this.#carryOut(id, 'let-go', { ...said, ...how })
    if (done.ok || done.reason !== 'plan-held-already') return done
    return { ...done, detail: `${done.detail} Withdraw the request: nothing is left to do.` }
  }

  /** The customer stays as they are. */
  async withdraw(id: string, said: Said): Promise<Outcome<RetentionRequest, RetentionRefusal>> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const request = await lockRequest(tx, tenant, id)
      if (request === undefined) return unknownRequest(id)
      const refused = decided(request)
      return refused ?? { ok: true, value: await this.#close(tx, request, 'withdrawn', said) }
    })
  }

  /** Requests of subscriptions whose end, told ahead, has come are withdrawn. Safe to repeat. */
  async dropAllEnded(): Promise<void> {
    const { tenant } = this.settings
    const ended = await this.persistence.read(tenant, tx => endedSubscriptions(tx, tenant, this.clock.now()))
    for (const subscription of ended) await this.dropEnded(subscription)
  }

  /** Those that nobody has decided by their day. One that cannot be carried out says why, and is tried again the next day; one that fails keeps no other. Safe to repeat. */
  async carryOutDue(): Promise<number> {
    const faults: unknown[] = []
    let done = 0
    for (let page = await this.#due(); page.length > 0; page = await this.#due(page.at(-1))) {
      for (const { id } of page) {
        try {
          if (await this.#carryOutOrNote(id)) done += 1
        } catch (fault) {
          faults.push(fault)
        }
      }
    }
    if (faults.length > 0) throw faults[0]
    return done
  }

  /** A subscription has ended by something else: its requests are withdrawn. */
  async dropEnded(subscription: string): Promise<void> {
    const state = await this.subscriptions.find(subscription)
    if (state === undefined) return
    const open = await this.list({ subscription, status: 'open', limit: PAGE })
    for (const request of open) {
      if (this.#ended(request, state) !== undefined) await this.withdraw(request.id, { by: '', why: ENDED })
    }
  }

  #due(after?: DueRequest): Promise<DueRequest[]> {
    const { tenant } = this.settings
    const search = { at: this.clock.now(), limit: PAGE, after }
    return this.persistence.read(tenant, tx => dueRequests(tx, tenant, search))
  }

  async #carryOutOrNote(id: string): Promise<boolean> {
    const { tenant } = this.settings
    const outcome = await this.#carryOut(id, 'carried-out', { by: '' })
    if (outcome.ok || outcome.reason === 'request-decided') return outcome.ok
    const why = DONE_BY_ELSE[outcome.reason]
    if (why !== undefined) {
      await this.withdraw(id, { by: '', why })
      return false
    }
    const zone = (await this.find(id))?.zone ?? 'UTC'
    const problem = { id, day: this.clock.today(zone), problem: outcome.detail }
    await this.persistence.transaction(tenant, tx => noteProblem(tx, tenant, problem))
    return false
  }

  async #carryOut(
    id: string,
    status: 'let-go' | 'carried-out',
    said: Said & LettingGo
  ): Promise<Outcome<RetentionRequest, LetGoRefusal>> {
    const { tenant } = this.settings
    const seen = await this.find(id)
    if (seen === undefined) return unknownRequest(id)
    const state = await this.subscriptions.find(seen.subscription)
    const refused = decided(seen) ?? (state === undefined ? subscriptionEnded(seen) : this.#ended(seen, state))
    if (refused !== undefined) return refused
    const change = changeToLetGo(seen, said, state?.today ?? this.clock.today(seen.zone))
    const changed = await this.subscriptions.change<RetentionRefusal>(seen.subscription, change, async writer => {
      const request = (await lockRequest(writer, tenant, id)) ?? seen
      const late = decided(request)
      if (late === undefined) await this.#close(writer, request, status, { by: said.by, why: said.why })
      return late
    })
    if (!changed.ok) return changed
    return { ok: true, value: (await this.find(id)) ?? seen }
  }

  #ended(request: RetentionRequest, { history, today }: SubscriptionState) {
    return hasEnded(history, today) ? subscriptionEnded(request) : undefined
  }

  async #close(
    writer: Writer,
    request: RetentionRequest,
    status: Decision['status'],
    said: Omit<Decision, 'status' | 'at'>
  ): Promise<RetentionRequest> {
    const { tenant } = this.settings
    const { account, id, subscription } = request
    const at = this.clock.now()
    await decideRequest(writer, tenant, { id, status, at, ...said })
    const payload = { account, subscription, by: said.by }
    await this.outbox.add(writer, tenant, [{ topic: `retention.${status}`, subject: id, payload }])
    const { by: decidedBy, fact = null, offer = null, why = null } = said
    return { ...request, status, decidedBy, decidedAt: at, fact, offer, why }
  }
}

const ENDED = 'The subscription has ended by something else.'

/** Of what waits on the desk nothing is left to do. */
const DONE_BY_ELSE: Readonly<Partial<Record<string, string>>> = {
  'subscription-ended': ENDED,
  'plan-held-already': 'It is on that plan by something else.'
}
