import {
  accountHistory,
  type AccountHistory,
  type Fact,
  madeImpossible,
  type SubscriptionHistory
} from '@farthing/billing-core'
import { Inject, Injectable, Optional } from '@nestjs/common'
import { FactBook, findAccount, lockAccount, type AccountRow, type NewFact } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { ID_FORM, Clock, KernelSettings, Outbox, Persistence, type Transaction } from '../persistence/index.ts'
import {
  breaksLater,
  forbiddenBy,
  identityTaken,
  isIdentityConflict,
  refusalOfDropped,
  refuse,
  type ChangeRefusal,
  type SubscribeRefusal
} from './refusals.ts'
import { ChangeJudge } from './change-judge.ts'
import type { PreparedSigning } from './contract-signing.ts'
import { judgedChange } from './judged-change.ts'
import { DueChanges } from './due-changes.ts'
import { factsOf, wrongCorrection } from './own-facts.ts'
import { heldElsewhere, heldTwice, stretchesOf, writeStretches } from './identity-stretches.ts'
import { type NewSubscription, SubscriptionStarts } from './subscription-starts.ts'
import type { SubscriptionChange } from './subscription-change.ts'
import { SubscriptionTable } from './subscriptions.tables.ts'

/** A subscription as its facts tell it. */
export interface SubscriptionState {
  readonly account: AccountRow
  readonly history: SubscriptionHistory
  readonly facts: readonly Fact[]
}

@Injectable()
export class SubscriptionsService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Inject(DueChanges) private readonly due: DueChanges,
    @Inject(SubscriptionStarts) private readonly starts: SubscriptionStarts,
    @Optional() @Inject(ChangeJudge) private readonly judge: ChangeJudge | undefined
  ) {}

  /** Starts a subscription on an account (id or number), with the contract that it signs: both, or neither. */
  async subscribe(reference: string, request: NewSubscription): Promise<Outcome<SubscriptionState, SubscribeRefusal>> {
    const contract = await this.starts.contractOf(request)
    if (!contract.ok) return contract
    return this.#change<SubscribeRefusal>(tx => this.#start(tx, reference, request, contract.value))
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
    const started = await this.#record(tx, account, id, news)
    if (!started.ok || contract === null) return started
    const signed = await contract.sign(tx, account, { subscription: id, effective })
    if (!signed.ok) return signed
    const state = this.#stateOf(account, id, await this.facts.of(tx, tenant, account.id))
    if (state === undefined) throw new Error(`subscription ${id} was started a moment ago`)
    return { ok: true, value: state }
  }

  /** Changes plan, features or state from a day on, in the past or the future too. */
  change(id: string, change: SubscriptionChange): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    return this.#change<ChangeRefusal>(async tx => {
      const account = await this.#accountOf(tx, id)
      if (!account) return refuse('unknown-subscription', `There is no subscription ${id}.`)
      await lockAccount(tx, account)
      const news = await this.due.factsOf(tx, account, id, change)
      return news.ok ? this.#record(tx, account, id, news.value) : news
    })
  }

  /** Takes back a fact of this subscription, as if it had not happened. The fact stays in the book. */
  withdraw(id: string, fact: string): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    return this.#change<ChangeRefusal>(async tx => {
      const account = await this.#accountOf(tx, id)
      if (!account) return refuse('unknown-subscription', `There is no subscription ${id}.`)
      return this.#record(tx, account, id, [
        { kind: 'withdrawn', effective: this.clock.today(account.zone), supersedes: fact }
      ])
    })
  }

  find(id: string): Promise<SubscriptionState | undefined> {
    return this.persistence.read(this.settings.tenant, async tx => {
      const account = await this.#accountOf(tx, id)
      return account && this.#stateOf(account, id, await this.facts.of(tx, account.tenant, account.id))
    })
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

  /** Two that ask for one number at the same moment: who comes second asks again, and is told who came first. */
  async #change<Reason extends string>(
    work: (tx: Transaction) => Promise<Outcome<SubscriptionState, Reason>>,
    tries = 3
  ): Promise<Outcome<SubscriptionState, Reason>> {
    try {
      return await this.persistence.transaction(this.settings.tenant, async tx => {
        const outcome = await work(tx)
        if (!outcome.ok) throw new RolledBack(outcome)
        return outcome
      })
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome as Outcome<SubscriptionState, Reason>
      if (isIdentityConflict(error) && tries > 1) return this.#change(work, tries - 1)
      throw error
    }
  }

  /** Writes the facts if the history with them makes sense: billing-core is the judge. */
  async #record(
    tx: Transaction,
    account: AccountRow,
    id: string,
    given: readonly NewFact[]
  ): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    const { tenant } = account
    await lockAccount(tx, account)
    const before = await this.facts.of(tx, tenant, account.id)
    const news: Fact[] = []
    for (const each of given) news.push(await this.facts.prepare(tx, tenant, each))
    const wrong = wrongCorrection(before, id, news)
    if (wrong) return wrong
    const facts = [...before, ...news]
    const history = accountHistory(account.id, facts)
    const dropped = history?.dropped.find(each => news.some(fact => fact.id === each.fact.id))
    if (!history || dropped) return refusalOfDropped(dropped)
    const lost = madeImpossible(account.id, before, news)
    if (lost) return breaksLater(lost)
    const forbidden = await this.judge?.forbidden(tx, judgedChange(account.id, before, news))
    if (forbidden) return forbiddenBy(forbidden)
    await this.facts.add(tx, tenant, account.id, news)
    const stretches = stretchesOf(history)
    const holder = heldTwice(account.number, history, id) ?? (await heldElsewhere(tx, tenant, account.id, stretches))
    if (holder !== undefined) return identityTaken(holder)
    await writeStretches(tx, tenant, [account.id], stretches)
    await this.outbox.add(
      tx,
      tenant,
      news.map(fact => eventOf(account.id, id, fact))
    )
    const state = this.#stateOf(account, id, facts, history)
    return state
      ? { ok: true, value: state }
      : refuse(
          'not-possible',
          `Without its start nothing is left of subscription ${id}. Terminate it instead, on its first day.`
        )
  }

  #stateOf(
    account: AccountRow,
    id: string,
    facts: readonly Fact[],
    known?: AccountHistory
  ): SubscriptionState | undefined {
    const history = (known ?? accountHistory(account.id, facts))?.subscriptions.find(each => each.id === id)
    return history && { account, history, facts: factsOf(facts, id) }
  }

  async #accountOf(tx: Transaction, id: string): Promise<AccountRow | undefined> {
    const row = ID_FORM.test(id) ? await tx.findOne(SubscriptionTable, { tenant: this.settings.tenant, id }) : null
    return row ? findAccount(tx, row.tenant, row.account) : undefined
  }
}

/** A refusal found after something was written: it leaves through the transaction, which undoes it. */
class RolledBack extends Error {
  constructor(readonly outcome: { readonly ok: false; readonly reason: string; readonly detail: string }) {
    super(outcome.detail)
  }
}

function eventOf(account: string, subject: string, { kind, effective }: Fact) {
  return { topic: `subscription.${kind}`, subject, payload: { account, kind, effective: effective.toString() } }
}
