// A subscription goes from one account to another, from a day on.
import type { Fact } from '@farthing/billing-core'
import { Inject, Injectable } from '@nestjs/common'
import { type AccountRow, booksOf, FactBook, findAccount, lockBooks } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { beginKnown, Clock, KernelSettings, sql, type Transaction } from '../persistence/index.ts'
import { factsOf } from './own-facts.ts'
import { type ChangeRefusal } from './refusals.ts'
import { type OpenBooks, SubscriptionRecorder, type SubscriptionState } from './subscription-recorder.ts'

export interface Move {
  /** Id or number of the account that takes it. */
  readonly to: string
  /** Its first day there; today in the zone of the account that has it when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  /** Id of an earlier move that this one corrects. */
  readonly supersedes?: string | undefined
}

export type MoveRefusal =
  | ChangeRefusal
  | 'unknown-account'
  | 'account-closed'
  | 'before-account-opened'
  | 'other-currency'
  | 'same-account'

@Injectable()
export class SubscriptionMoves {
  constructor(
    @Inject(SubscriptionRecorder) private readonly recorder: SubscriptionRecorder,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  move(id: string, request: Move): Promise<Outcome<SubscriptionState, MoveRefusal>> {
    return this.recorder.change<MoveRefusal>(async tx => {
      const open = { id, books: await booksOf(tx, this.settings.tenant, id) }
      const today = await this.recorder.holderOf(tx, open)
      if (today === undefined) return refuse('unknown-subscription', `There is no subscription ${id}.`)
      const effective = request.effective ?? this.clock.today(today.zone)
      const target = await findAccount(tx, today.tenant, request.to)
      if (target === undefined) return refuse('unknown-account', `There is no account ${request.to}.`)
      await lockBooks(tx, open, [target])
      const from = await this.#from(tx, open, { ...request, effective }, today)
      const refused = unfit(from, target, effective)
      if (refused !== undefined) return refused
      await this.#openBook(tx, id, from, target)
      const supersedes = request.supersedes ?? null
      const moved = { kind: 'moved', effective, subscription: id, from: from.id, to: target.id, supersedes } as const
      return this.recorder.record(tx, from, id, [moved])
    })
  }

  /** Who has it then; where a move is corrected, who had it before that. */
  async #from(
    tx: Transaction,
    open: OpenBooks,
    { effective, supersedes }: { readonly effective: Temporal.PlainDate } & Pick<Move, 'supersedes'>,
    today: AccountRow
  ): Promise<AccountRow> {
    const corrected = (await this.facts.of(tx, today.tenant, today.id)).find(fact => fact.id === supersedes)
    const before = corrected?.kind === 'moved' ? await findAccount(tx, today.tenant, corrected.from) : undefined
    return before ?? (await this.recorder.holderOf(tx, open, effective)) ?? today
  }

  /** Its life so far is told to who takes it, as known now: what it was billed for was billed without. */
  async #openBook(tx: Transaction, id: string, from: AccountRow, target: AccountRow): Promise<void> {
    const { tenant } = this.settings
    const told = await this.facts.of(tx, tenant, target.id)
    if (told.some(fact => fact.kind === 'subscribed' && fact.subscription === id)) return
    const life = factsOf(await this.facts.of(tx, tenant, from.id), id)
    await beginKnown(tx, tenant)
    const known = this.clock.now()
    await sql(
      tx,
      `insert into subscription (tenant, account, id, label, created_at, moved)
       select tenant, $3, id, label, $4, true from subscription where tenant = $1 and id = $2 limit 1`,
      [tenant, id, target.id, known.toString()]
    )
    await sql(tx, 'update subscription set moved = true where tenant = $1 and id = $2', [tenant, id])
    await this.facts.add(
      tx,
      tenant,
      target.id,
      life.map(fact => toldAnew(fact, from.id, known))
    )
  }
}

function toldAnew(fact: Fact, from: string, known: Temporal.Instant): Fact {
  return { ...fact, known, ...(fact.kind === 'subscribed' ? { account: fact.account ?? from } : {}) }
}

function unfit(
  from: AccountRow,
  target: AccountRow,
  effective: Temporal.PlainDate
): ReturnType<typeof refuse<MoveRefusal>> | undefined {
  const { currency, number, openedOn, status } = target
  if (status === 'closed') return refuse('account-closed', `Account ${number} is closed.`)
  if (from.id === target.id) return refuse('same-account', `It is of account ${number} already on ${effective}.`)
  if (from.currency !== currency) {
    return refuse(
      'other-currency',
      `Account ${from.number} is kept in ${from.currency}, account ${number} in ${currency}.`
    )
  }
  return Temporal.PlainDate.compare(effective, openedOn) < 0
    ? refuse('before-account-opened', `Account ${number} was opened on ${openedOn}.`)
    : undefined
}
