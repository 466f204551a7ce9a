// Writes what happens to a subscription, if the histories with it make sense: into the books of all accounts that ever hold it.
import { accountHistory, type AccountHistory, type Fact, holdersOf, madeImpossible } from '@farthing/billing-core'
import type { SubscriptionHistory } from '@farthing/billing-core'
import type { ForbiddenChange } from '@farthing/simulator'
import { Inject, Injectable, Optional } from '@nestjs/common'
import { booksOf, FactBook, lockAccountsInOrder, type AccountRow, type NewFact } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import {
  Clock,
  KernelSettings,
  Outbox,
  Persistence,
  ReadTooEarly,
  type Transaction,
  type Writer
} from '../persistence/index.ts'
import { ChangeJudge, type JudgedChange } from './change-judge.ts'
import {
  heldElsewhere,
  heldTwice,
  loadStretchesOf,
  stretchesOf,
  writeStretches,
  zonesOf
} from './identity-stretches.ts'
import { holderNow } from './holder-now.ts'
import { judgedChanges } from './judged-change.ts'
import { lostStretches, movesNumbers, UsageFollows } from './lost-stretches.ts'
import { factsOf, wrongCorrection } from './own-facts.ts'
import {
  breaksLater,
  closedUnder,
  forbiddenBy,
  identityTaken,
  isIdentityConflict,
  refusalOfDropped
} from './refusals.ts'
import type { ChangeRefusal } from './refusals.ts'
import { kept, RolledBack } from './rolled-back.ts'
import { eventOf } from './subscription-event.ts'

/** A subscription as its facts tell it. */
export interface SubscriptionState {
  /** That holds it now. */
  readonly account: AccountRow
  /** In its zone; its first day there where that has not begun yet. */
  readonly today: Temporal.PlainDate
  readonly history: SubscriptionHistory
  readonly facts: readonly Fact[]
  /** Number of the invoice that charged the change at once. */
  readonly invoice?: string | null
  /** Id of the request, where a rule sent the change to the retention desk. */
  readonly retention?: string | null
}

/** A subscription with the accounts whose books tell it, in order of id. */
export interface OpenBooks {
  readonly id: string
  readonly books: readonly AccountRow[]
  /** Of a rule that sends changes to the retention desk: takes it there, or it has been there. It refuses, when left out. */
  readonly retention?: TakeToDesk | 'let-go'
}

type TakeToDesk = (by: ForbiddenChange) => Promise<Outcome<SubscriptionState, ChangeRefusal>>

@Injectable()
export class SubscriptionRecorder {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings,
    @Optional() @Inject(ChangeJudge) private readonly judge: ChangeJudge | undefined,
    @Optional() @Inject(UsageFollows) private readonly usage: UsageFollows | undefined
  ) {}

  change<Reason extends string>(
    work: (tx: Transaction) => Promise<Outcome<SubscriptionState, Reason>>
  ): Promise<Outcome<SubscriptionState, Reason | 'not-possible'>> {
    return this.tried(() => this.persistence.transaction(this.settings.tenant, async tx => kept(await work(tx))))
  }

  /** Two that ask for one number, or change one subscription, at the same moment: who comes second asks again, and is told who came first. */
  async tried<Reason extends string, Value = SubscriptionState>(
    work: () => Promise<Outcome<Value, Reason>>,
    tries = 3
  ): Promise<Outcome<Value, Reason | 'not-possible'>> {
    try {
      return await work()
    } catch (error) {
      const isEarly = error instanceof ReadTooEarly
      if ((isEarly || isIdentityConflict(error)) && tries > 1) return this.tried(work, tries - 1)
      if (isEarly) return refuse('not-possible', 'It was changed by others at this moment: ask again.')
      if (error instanceof RolledBack) return error.outcome as Outcome<Value, Reason>
      throw error
    }
  }

  /** That holds the subscription on a day, today when left out: what is told of it is told of days. Before its first day that on which it begins. */
  async holderOf(writer: Writer, { books, id }: OpenBooks, on?: Temporal.PlainDate): Promise<AccountRow | undefined> {
    const [book] = books
    if (book === undefined || books.length === 1) return book
    const holders = holdersOf(book.id, await this.facts.of(writer, book.tenant, book.id), id)
    const held = holders.findLast(({ account, from }) => {
      const zone = books.find(each => each.id === account)?.zone ?? book.zone
      return Temporal.PlainDate.compare(from, on ?? this.clock.today(zone)) <= 0
    })
    return books.find(each => each.id === (held ?? holders[0])?.account) ?? book
  }

  async record(
    tx: Transaction,
    account: AccountRow,
    id: string,
    given: readonly NewFact[]
  ): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    return this.recordIn(tx, { id, books: await booksOf(tx, this.settings.tenant, id) }, account, given)
  }

  async recordIn(
    tx: Writer,
    { books, id, retention }: OpenBooks,
    account: AccountRow,
    given: readonly NewFact[]
  ): Promise<Outcome<SubscriptionState, ChangeRefusal>> {
    const { tenant } = account
    await lockAccountsInOrder(tx, books)
    const before = await this.facts.of(tx, tenant, account.id)
    const news: Fact[] = []
    for (const each of given) news.push(await this.facts.prepare(tx, tenant, each))
    const wrong = wrongCorrection(before, id, news)
    if (wrong) return wrong
    const history = accountHistory(account.id, [...before, ...news])
    const dropped = history?.dropped.filter(each => news.some(fact => fact.id === each.fact.id)) ?? []
    const wrongly = dropped.find(({ reason }) => reason !== 'plan-held-already')
    if (!history || wrongly) return refusalOfDropped(wrongly)
    const lost = madeImpossible(account.id, before, news)
    if (lost) return breaksLater(lost)
    const closed = closedUnder(account, history, id)
    if (closed) return closed
    const forbidden = await this.#forbidden(tx, judgedChanges(account.id, before, news), retention === 'let-go')
    if (forbidden) {
      const goes = forbidden.retention !== null && typeof retention === 'function'
      return goes ? retention(forbidden) : forbiddenBy(forbidden)
    }
    await this.facts.add(tx, tenant, account.id, news)
    const taken = await this.#derive(tx, id, { books, follows: news.some(fact => movesNumbers(fact, before)) })
    if (taken) return taken
    const heeded = news.filter(fact => !dropped.some(each => each.fact === fact))
    const events = heeded.map(fact => eventOf(account.id, id, fact))
    await this.outbox.add(tx, tenant, events)
    const state = await this.stateIn(tx, { id, books })
    return state
      ? { ok: true, value: state }
      : refuse(
          'not-possible',
          `Without its start nothing is left of subscription ${id}. Terminate it instead, on its first day.`
        )
  }

  async #forbidden(tx: Writer, changes: readonly JudgedChange[], letGo: boolean): Promise<ForbiddenChange | undefined> {
    for (const change of changes) {
      const forbidden = await this.judge?.forbidden(tx, change, letGo)
      if (forbidden !== undefined) return forbidden
    }
    return undefined
  }

  async state(tx: Transaction, id: string): Promise<SubscriptionState | undefined> {
    return this.stateIn(tx, { id, books: await booksOf(tx, this.settings.tenant, id) })
  }

  async stateIn(writer: Writer, { books, id }: OpenBooks): Promise<SubscriptionState | undefined> {
    const held = await this.#heldNow(writer, { id, books })
    if (held === undefined) return undefined
    const { account, today } = held
    const facts = await this.facts.of(writer, account.tenant, account.id)
    const history = accountHistory(account.id, facts)?.subscriptions.find(each => each.id === id)
    return history && { account, history, facts: factsOf(facts, id), today }
  }

  async #heldNow(
    writer: Writer,
    { books, id }: OpenBooks
  ): Promise<Pick<SubscriptionState, 'account' | 'today'> | undefined> {
    const [book] = books
    if (book === undefined) return undefined
    if (books.length === 1) return { account: book, today: this.clock.today(book.zone) }
    const holders = holdersOf(book.id, await this.facts.of(writer, book.tenant, book.id), id)
    if (holders.length === 0) return undefined
    const zoneOf = (account: string) => books.find(each => each.id === account)?.zone ?? book.zone
    const { account, today } = holderNow(holders, zoneOf, this.clock.now())
    return { account: books.find(each => each.id === account) ?? book, today }
  }

  /** Who answers for its numbers when, of all of its accounts at once: none has one of the other's days. */
  async #derive(
    tx: Writer,
    id: string,
    { books, follows }: { readonly books: readonly AccountRow[]; readonly follows: boolean }
  ): Promise<ReturnType<typeof identityTaken> | undefined> {
    const { tenant } = this.settings
    const ids = books.map(book => book.id)
    const told = await this.facts.ofMany(tx, tenant, ids)
    const histories: AccountHistory[] = []
    for (const book of books) {
      const history = accountHistory(book.id, told.get(book.id) ?? [])
      const twice = history && heldTwice(book.number, history, id)
      if (twice) return identityTaken(twice)
      if (history) histories.push(history)
    }
    const zones = await zonesOf(tx, tenant, histories)
    const all = histories.flatMap(history => stretchesOf(history, zones))
    const stretches = all.filter(each => each.subscription === id)
    const holder = await heldElsewhere(tx, tenant, ids, stretches)
    if (holder !== undefined) return identityTaken(holder)
    const before = follows && this.usage !== undefined ? await loadStretchesOf(tx, tenant, ids) : []
    await writeStretches(tx, tenant, { accounts: ids, subscription: id }, stretches)
    const lost = lostStretches(id, before, stretches, this.clock.now())
    if (lost.length > 0) await this.usage?.follow(tx, lost)
    return undefined
  }
}
