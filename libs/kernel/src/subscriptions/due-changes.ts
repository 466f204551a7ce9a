// A change that is asked for, as the facts to be told: for which day, and what becomes of those that are pending.
import { accountHistory, type AccountHistory, type Fact, pendingChanges, standingFacts } from '@farthing/billing-core'
import { earlierDate } from '@farthing/billing-core/values'
import { changesNothing, unknownSuspension } from '@farthing/simulator'
import { Inject, Injectable, Optional } from '@nestjs/common'
import { type AccountRow, FactBook, type NewFact } from '../accounts/index.ts'
import { type Outcome, refuse } from '../http/index.ts'
import { Clock, type Writer } from '../persistence/index.ts'
import { ChangeJudge } from './change-judge.ts'
import { checkSold } from './check-sold.ts'
import { askedBy } from './judged-change.ts'
import { PlanCatalogue } from './plan-catalogue.ts'
import { type ChangeRefusal, changeIsPending, refusedTime } from './refusals.ts'
import type { SubscriptionChange } from './subscription-change.ts'

type Day = Temporal.PlainDate

interface AskedDay {
  readonly asked: Day
  readonly effective: Day
  /** Without what it replaces. */
  readonly history: AccountHistory
  readonly request: Extract<Fact, { kind: 'plan-changed' }>['request'] | null
}

export interface DueFacts {
  /** The day on which it was asked for. */
  readonly asked: Day
  /** The day on which it holds. */
  readonly wished: Day
  /** Ids of the facts of its kind that are pending. */
  readonly pending: readonly string[]
  readonly news: readonly NewFact[]
}

@Injectable()
export class DueChanges {
  constructor(
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(Clock) private readonly clock: Clock,
    @Optional() @Inject(PlanCatalogue) private readonly plans: PlanCatalogue | undefined,
    @Optional() @Inject(ChangeJudge) private readonly judge: ChangeJudge | undefined
  ) {}

  /** Under the account's lock. The change itself comes first; what it replaces is withdrawn, so that nothing brings it back. */
  async factsOf(
    tx: Writer,
    account: AccountRow,
    id: string,
    change: SubscriptionChange
  ): Promise<Outcome<DueFacts, ChangeRefusal>> {
    const today = this.clock.today(account.zone)
    const before = await this.facts.of(tx, account.tenant, account.id)
    const { asked: _asked, charged: _how, effective: _day, when: _when, ...given } = change
    const { pending, settles, supersedes = null, ...what } = given
    const others = pendingChanges(before, { account: account.id, subscription: id, today }).filter(
      fact => fact.kind === what.kind && ALONE.includes(fact.kind) && fact.id !== supersedes
    )
    const ids = others.map(fact => fact.id)
    const unsettled = others.filter(({ id: other }) => pending === undefined || settles?.includes(other) === false)
    if (unsettled.length > 0) return changeIsPending(unsettled)
    const replaced = pending === 'replace' ? ids : []
    const gone = supersedes === null ? replaced : [supersedes, ...replaced]
    const due = await this.#due({ account, before, id, today }, change, gone)
    if (!due.ok) return due
    const { asked, effective, history, request } = due.value
    const idle =
      change.kind === 'plan-changed' && gone.length === 0
        ? changesNothing(history, { subscription: id, plan: change.plan, effective, today })
        : null
    if (idle !== null) return refuse('plan-held-already', `${capitalised(idle)}.`)
    const sold = await checkSold(this.plans, soldIn(change), { on: effective, currency: history.currency })
    if (!sold.ok) return sold
    const strange = await this.#strangeSuspension(change, { on: effective, currency: history.currency })
    if (strange !== null) return refuse('unknown-suspension', `${capitalised(strange)}.`)
    const fact = { ...what, effective, supersedes, subscription: id, ...(request ? { request } : {}) }
    const withdrawals = replaced.map((gone): NewFact => {
      return { kind: 'withdrawn', effective: today, supersedes: gone }
    })
    return { ok: true, value: { asked, wished: effective, pending: ids, news: [fact, ...withdrawals] } }
  }

  /** Without a catalogue every kind goes. */
  async #strangeSuspension(
    change: SubscriptionChange,
    to: Parameters<PlanCatalogue['suspensions']>[0]
  ): Promise<string | null> {
    if (change.kind !== 'suspended' || change.suspension === undefined || this.plans === undefined) return null
    return unknownSuspension(change.suspension, { on: to.on, known: await this.plans.suspensions(to) })
  }

  async #due(
    { account, before, id, today }: BookOfToday,
    change: SubscriptionChange,
    gone: readonly string[]
  ): Promise<Outcome<AskedDay, ChangeRefusal>> {
    const { effective: day, when } = change
    const asked = change.asked ?? askedBefore(before, change, account.zone) ?? earlierDate(today, day ?? today)
    if (Temporal.PlainDate.compare(asked, today) > 0)
      return refuse('asked-later', `Today is ${today}: nothing was asked for on ${asked} yet.`)
    const history = accountHistory(
      account.id,
      standingFacts(before).facts.filter(fact => !gone.includes(fact.id))
    )
    if (history === null) throw new Error(`account ${account.id} was never opened`)
    const said = day ?? when ?? null
    const [what] = askedBy(change)
    if (this.judge === undefined || what === undefined)
      return { ok: true, value: { asked, effective: day ?? asked, history, request: null } }
    const due = await this.judge.due({ history, subscription: id, asked, change: what, said })
    return due.ok ? { ok: true, value: { ...due, asked, history } } : refusedTime(due)
  }
}

interface BookOfToday {
  readonly account: AccountRow
  readonly before: readonly Fact[]
  readonly id: string
  readonly today: Day
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** Two of them would each undo what the other is for. */
const ALONE: readonly Fact['kind'][] = ['plan-changed', 'terminated']

/** A correction was asked for when that was which it corrects. */
function askedBefore(before: readonly Fact[], { supersedes }: SubscriptionChange, zone: string): Day | undefined {
  const corrected = before.find(({ id }) => id === supersedes)
  if (corrected === undefined) return undefined
  if ('request' in corrected && corrected.request !== undefined) return corrected.request.asked
  return earlierDate(corrected.effective, corrected.known.toZonedDateTimeISO(zone).toPlainDate())
}

function soldIn(change: SubscriptionChange): Parameters<typeof checkSold>[1] {
  if (change.kind === 'plan-changed') return [{ kind: 'plan', name: change.plan }]
  return change.kind === 'feature-on' ? [{ kind: 'feature', name: change.feature }] : []
}
