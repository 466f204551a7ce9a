import { accountHistory } from '@farthing/billing-core'
import { Inject, Injectable, Optional } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { type AccountRow, booksOf, FactBook, findAccount, lockBooks, movedPockets } from '../accounts/index.ts'
import { type Outcome, type Refusal, refuse } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, type Transaction, type Writer } from '../persistence/index.ts'
import { ChargeAtOnce } from './charge-at-once.ts'
import type { PreparedSigning } from './contract-signing.ts'
import { DueChanges, type DueFacts } from './due-changes.ts'
import { holderNow } from './holder-now.ts'
import { zonesOf } from './identity-stretches.ts'
import { factsBySubscription } from './own-facts.ts'
import { forbiddenBy, type ChangeRefusal, type SubscribeRefusal } from './refusals.ts'
import { RetentionDesk } from './retention-desk.ts'
import type { SubscriptionChange } from './subscription-change.ts'
import { kept } from './rolled-back.ts'
import { type OpenBooks, SubscriptionRecorder, type SubscriptionState } from './subscription-recorder.ts'
import { type NewSubscription, SubscriptionStarts } from './subscription-starts.ts'

/** Done first, in the transaction of the change and under its locks: closes the request at the retention desk that is let go, or refuses. */
export type Handing<Reason extends string> = (writer: Writer) => Promise<Refusal<Reason> | undefined>

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
    @Inject(ChargeAtOnce) private readonly charges: ChargeAtOnce,
    @Optional() @Inject(RetentionDesk) private readonly desk: RetentionDesk | undefined
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
  change<Reason extends string = never>(
    id: string,
    change: SubscriptionChange,
    letGo?: Handing<Reason>
  ): Promise<Outcome<SubscriptionState, ChangeRefusal | Reason>> {
    if (change.charged === 'now') return this.#changeAndCharge(id, change, letGo)
    return this.recorder.change<ChangeRefusal | Reason>(async tx => {
      return this.#changed(tx, { id, books: await booksOf(tx, this.settings.tenant, id) }, change, letGo)
    })
  }

  /** The change and its invoice, or neither. */
  async #changeAndCharge<Reason extends string>(
    id: string,
    change: SubscriptionChange,
    letGo: Handing<Reason> | undefined
  ): Promise<Outcome<SubscriptionState, ChangeRefusal | Reason>> {
    const { tenant } = this.settings
    return this.recorder.tried<ChangeRefusal | Reason>(async () => {
      const books = await this.persistence.read(tenant, tx => booksOf(tx, this.settings.tenant, id))
      return this.persistence.bulk(tenant, async client => {
        await lockBooks(client, { id, books })
        const account = await this.recorder.holderOf(client, { id, books }, change.effective)
        const before = account === undefined ? [] : await this.facts.of(client, tenant, account.id)
        const changed = kept(await this.#changed(client, { id, books }, change, letGo))
        if (account === undefined || changed.value.retention !== undefined) return changed
        const told = new Set(before.map(fact => fact.id))
        const news = (await this.facts.of(client, tenant, account.id)).filter(fact => !told.has(fact.id))
        const charged = kept(await this.charges.charge(client, { account, before, news }))
        return { ok: true, value: { ...changed.value, invoice: charged.value } }
      })
    })
  }

  async #changed<Reason extends string>(
    writer: Writer,
    open: OpenBooks,
    change: SubscriptionChange,
    letGo?: Handing<Reason>
  ): Promise<Outcome<SubscriptionState, ChangeRefusal | Reason>> {
    await lockBooks(writer, open)
    const refused = await letGo?.(writer)
    if (refused !== undefined) return refused
    const account = await this.recorder.holderOf(writer, open, change.effective)
    if (!account) return refuse('unknown-subscription', `There is no subscription ${open.id}.`)
    const due = await this.due.factsOf(writer, account, open.id, change)
    if (!due.ok) return due
    const retention = letGo === undefined ? this.#toDesk(writer, open, { account, change, due: due.value }) : 'let-go'
    return this.recorder.recordIn(writer, { ...open, retention }, account, due.value.news)
  }

  /** Nothing of the change is told yet: the subscription is as it was, and the request waits. */
  #toDesk(writer: Writer, open: OpenBooks, { account, change, due }: AskedOfDesk): NonNullable<OpenBooks['retention']> {
    return async by => {
      const { news: _news, ...when } = due
      const taken = await this.desk?.take(writer, { account, subscription: open.id, change, ...when, by })
      if (taken === undefined) return forbiddenBy(by)
      if (!taken.ok) return taken
      const state = await this.recorder.stateIn(writer, open)
      if (state === undefined) throw new Error(`subscription ${open.id} is gone under its lock`)
      return { ok: true, value: { ...state, retention: taken.value } }
    }
  }

  /** Takes back a fact of this subscription, as if it had not happened. The fact stays in the book. */
  withdraw(id: string, fact: string): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    return this.recorder.change<ChangeRefusal>(async tx => {
      const open = { id, books: await booksOf(tx, this.settings.tenant, id) }
      await lockBooks(tx, open)
      const account = await this.recorder.holderOf(tx, open)
      if (!account) return refuse('unknown-subscription', `There is no subscription ${id}.`)
      const taken = (await this.facts.of(tx, account.tenant, account.id)).find(each => each.id === fact)
      const closed = taken?.kind === 'moved' ? open.books.find(({ status }) => status === 'closed') : undefined
      if (closed) return refuse('not-possible', `Account ${closed.number} is closed: what was moved stays where it is.`)
      const spent = taken?.kind === 'deed' ? await movedPockets(tx, account, fact) : undefined
      if (spent !== undefined) return refuse('not-possible', spent)
      return this.recorder.recordIn(tx, open, account, [
        { kind: 'withdrawn', effective: this.clock.today(account.zone), supersedes: fact }
      ])
    })
  }

  /** What is done beside a subscription, under the locks of its books, and as it stands then; undefined: there is none. */
  underLocks<Value, Reason extends string>(
    id: string,
    work: (client: ClientBase, state: SubscriptionState | undefined) => Promise<Outcome<Value, Reason>>
  ): Promise<Outcome<Value, Reason | 'not-possible'>> {
    const { tenant } = this.settings
    return this.recorder.tried<Reason, Value>(async () => {
      const books = await this.persistence.read(tenant, tx => booksOf(tx, this.settings.tenant, id))
      return this.persistence.bulk(tenant, async client => {
        await lockBooks(client, { id, books })
        return work(client, await this.recorder.stateIn(client, { id, books }))
      })
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
      if (history === null) return []
      const zones = await zonesOf(tx, account.tenant, [history])
      const zoneOf = (id: string) => zones.get(id) ?? account.zone
      const told = factsBySubscription(facts)
      return history.subscriptions.map(each => {
        const holders = each.holders ?? [{ account: account.id, from: each.started, until: null }]
        const { today } = holderNow(holders, zoneOf, this.clock.now())
        return { account, history: each, facts: told.get(each.id) ?? [], today }
      })
    })
  }
}

interface AskedOfDesk {
  readonly account: AccountRow
  readonly change: SubscriptionChange
  readonly due: DueFacts
}
