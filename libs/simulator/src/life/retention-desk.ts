// What the retention desk of a life does: an offer is taken, the customer is let go, and what nobody has decided is carried out.
import { parseDecimal } from '@farthing/billing-core/values'
import { OFFERED_CREDIT, type RetentionOffer } from '@farthing/rules-language'
import { isOfSubscription, letGoTime, type RetentionStatus } from '../change-rules/index.ts'
import { enterChange, enterHistory } from './enter-history.ts'
import type { DeskFact, LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { close, dayOf, dropEnded, dueRequests, type LifeRequest, longestWaiting } from './life-requests.ts'

type Told = Pick<LifeFact, 'number' | 'on' | 'at' | 'known'>

export async function enterDesk(state: LifeState, fact: DeskFact): Promise<void> {
  const request = longestWaiting(state, fact)
  if (request === undefined) return
  if (fact.do === 'let-go') await carryOut(state, request, { told: fact, status: 'let-go' })
  else await acceptOffer(state, fact, request)
}

/** What was offered is done and the request is closed, or neither. */
async function acceptOffer(state: LifeState, fact: LifeFact<'accept-offer'>, request: LifeRequest): Promise<void> {
  const { offers } = request.retention
  const offer = offers.find(({ title }) => title === fact.offer)
  if (offer === undefined) {
    const there = offers.length === 0 ? 'there is none' : `there are: ${offers.map(({ title }) => title).join(', ')}`
    const reason = `there is no offer "${fact.offer}"; ${there}`
    state.refused.push({ fact: fact.number, reason, detail: fact.do })
    return
  }
  if (!(await enterHistory(state, doing(state, { fact, offer, request })))) return
  state.witness?.([offer])
  request.offer = offer.title
  close(request, 'accepted', dayOf(state, fact))
}

/** One that the rules do not let happen waits on, and is tried again the next day. */
export async function carryOutDue(state: LifeState, day: Temporal.PlainDate): Promise<void> {
  const at = day.toZonedDateTime(state.account.zone).toInstant()
  dropEnded(state, day)
  for (const request of dueRequests(state, day)) {
    const told = { number: request.fact.number, on: day, at, known: at }
    await carryOut(state, request, { told, status: 'carried-out' })
  }
}

interface Decision {
  readonly told: Told
  readonly status: RetentionStatus
}

async function carryOut(state: LifeState, request: LifeRequest, { status, told }: Decision): Promise<void> {
  const { known, number } = told
  const today = known.toZonedDateTimeISO(state.account.zone).toPlainDate()
  const time = { ...request.time, said: letGoTime(request.time, today) }
  if (await enterChange(state, { ...request.fact, number, known }, time)) close(request, status, today)
}

interface Accepted {
  readonly fact: LifeFact<'accept-offer'>
  readonly offer: RetentionOffer
  readonly request: LifeRequest
}

function doing(
  { registry }: LifeState,
  { fact, offer, request: { subscription: as } }: Accepted
): LifeFact<'deed' | 'credit'> {
  const { at, known, number, on } = fact
  const told = { number, on, at, known }
  const { at: rule, deed, fields, title } = offer
  if (deed === OFFERED_CREDIT) {
    const { amount, category, description } = fields
    const accepted = { title, rule, by: '' }
    const what = { amount: parseDecimal(String(amount)), description: String(description), offer: accepted }
    return { ...told, do: 'credit', as, ...what, ...(category === undefined ? {} : { category: String(category) }) }
  }
  const declared = registry.deeds.get(deed)
  const whose = isOfSubscription(declared) ? ({ to: 'subscription', as } as const) : ({ to: 'account' } as const)
  return { ...told, do: 'deed', deed, fields, ...whose }
}
