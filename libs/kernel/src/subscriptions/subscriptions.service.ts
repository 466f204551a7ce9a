import { accountHistory } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { FactBook, findAccount } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, type Transaction, type Writer } from '../persistence/index.ts'
import { ChargeAtOnce } from './charge-at-once.ts'
import type { PreparedSigning } from './contract-signing.ts'
import { DueChanges } from './due-changes.ts'
import { factsOf } from './own-facts.ts'
import { refuse, type ChangeRefusal, type SubscribeRefusal } from './refusals.ts'
import type { SubscriptionChange } from './subscription-change.ts'
import { kept } from './rolled-back.ts'
import { type OpenBooks, SubscriptionRecorder, type SubscriptionState } from './subscription-recorder.ts'
import { type NewSubscription, SubscriptionStarts } from './subscription-starts.ts'

@Injectable()
export class SubscriptionsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SubscriptionRecorder) private readonly recorder: SubscriptionRecorder,
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Inject(DueChanges) private readonly due: DueChanges,
    @Inject(SubscriptionStarts) private readonly starts: SubscriptionStarts,
    @Inject(ChargeAtOnce) private readonly charges: ChargeAtOnce
  ) {}

  /** Starts a subscription on an account (id or number), with the contract that it signs: both, or neither. */
  async subscribe(reference: string, request: NewSubscription): Promise<Outcome<SubscriptionState, SubscribeRefusal>> {
    const contract = await this.starts.contractOf(request)
    if (!contract.ok) return contract
    return this.recorder.change<SubscribeRefusal>(tx => this.#start(tx, reference, request, contract.value))
  }

  async #start(
    tx: Transaction,
    reference: string,
    request: NewSubscription,
    contract: PreparedSigning | null
  ): Promise<Outcome<SubscriptionState, SubscribeRefusal>> {
    const { tenant } = this.settings
    const account = await findAccount(tx, tenant, reference)
    if (!account) return refuse('unknown-account', `There is no account ${reference}.`)
    const facts = await this.starts.factsOf(tx, account, request)
    if (!facts.ok) return facts
    const { id, news, effective } = facts.value
    const started = await this.recorder.record(tx, account, id, news)
    if (!started.ok || contract === null) return started
    const signed = await contract.sign(tx, account, { subscription: id, effective })
    if (!signed.ok) return signed
    const state = await this.recorder.state(tx, id)
    if (state === undefined) throw new Error(`subscription ${id} was started a moment ago`)
    return { ok: true, value: state }
  }

  /** Changes plan, features or state from a day on, in the past or the future too. */
  change(id: string, change: SubscriptionChange): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    if (change.charged === 'now') return this.#changeAndCharge(id, change)
    return this.recorder.change<ChangeRefusal>(async tx => {
      return this.#changed(tx, { id, books: await this.recorder.books(tx, id) }, change)
    })
  }

  /** The change and its invoice, or neither. */
  async #changeAndCharge(id: string, change: SubscriptionChange): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    const { tenant } = this.settings
    return this.recorder.tried<ChangeRefusal>(async () => {
      const books = await this.persistence.read(tenant, tx => this.recorder.books(tx, id))
      return this.persistence.bulkAtTurn(tenant, async client => {
        await this.recorder.lockBooks(client, { id, books })
        const account = await this.recorder.holderOf(client, { id, books }, change.effective)
        const before = account === undefined ? [] : await this.facts.of(client, tenant, account.id)
        const changed = kept(await this.#changed(client, { id, books }, change))
        if (account === undefined) return changed
        const told = new Set(before.map(fact => fact.id))
        const news = (await this.facts.of(client, tenant, account.id)).filter(fact => !told.has(fact.id))
        const charged = kept(await this.charges.charge(client, { account, before, news }))
        return { ok: true, value: { ...changed.value, invoice: charged.value } }
      })
    })
  }

  async #changed(
    writer: Writer,
    open: OpenBooks,
    change: SubscriptionChange
  ): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    await this.recorder.lockBooks(writer, open)
    const account = await this.recorder.holderOf(writer, open, change.effective)
    if (!account) return refuse('unknown-subscription', `There is no subscription ${open.id}.`)
    const news = await this.due.factsOf(writer, account, open.id, change)
    return news.ok ? this.recorder.recordIn(writer, open, account, news.value) : news
  }

  /** Takes back a fact of this subscription, as if it had not happened. The fact stays in the book. */
  withdraw(id: string, fact: string): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    return this.recorder.change<ChangeRefusal>(async tx => {
      const open = { id, books: await this.recorder.books(tx, id) }
      await this.recorder.lockBooks(tx, open)
      const account = await this.recorder.holderOf(tx, open)
      if (!account) return refuse('unknown-subscription', `There is no subscription ${id}.`)
      const taken = (await this.facts.of(tx, account.tenant, account.id)).find(each => each.id === fact)
      const closed = taken?.kind === 'moved' ? open.books.find(({ status }) => status === 'closed') : undefined
      if (closed) return refuse('not-possible', `Account ${closed.number} is closed: what was moved stays where it is.`)
      return this.recorder.recordIn(tx, open, account, [
        { kind: 'withdrawn', effective: this.clock.today(account.zone), supersedes: fact }
      ])
    })
  }

  find(id: string): Promise<SubscriptionState | undefined> {
    return this.persistence.read(this.settings.tenant, tx => this.recorder.state(tx, id))
  }

  /** All subscriptions of an account, the ended ones too; undefined when there is no such account. */
  ofAccount(accountReference: string): Promise<SubscriptionState[] | undefined> {
    return this.persistence.read(this.settings.tenant, async tx => {
      const account = await findAccount(tx, this.settings.tenant, accountReference)
      if (!account) return undefined
      const facts = await this.facts.of(tx, account.tenant, account.id)
      const history = accountHistory(account.id, facts)
      return (history?.subscriptions ?? []).map(each => ({ account, history: each, facts: factsOf(facts, each.id) }))
    })
  }
}
