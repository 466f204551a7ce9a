// What becomes of each request: decided in memory, one after another, by billing-core and the tariffs; nothing is read or written here.
import { unitNoun } from '@farthing/billing-core/values'
import { type ChargingAsk, type ChargingOutcome, type GoOnAsk, type OpenAsk, refuse } from './asks.ts'
import { ticksOf, type UnitAnswer, type UnitAsk, wantedTicks } from './asks.ts'
import { chargeOnce } from './charge-once.ts'
import { BEGUN, holderOf, keepUse, numbersOf, pricedBy, ratedEvent, report } from './charged-use.ts'
import type { Session, SessionEvent } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'

/** A session reports within this time, or is closed. */
export const VALIDITY_SECONDS = 600
export function decide(world: ChargingWorld, ask: ChargingAsk, id: string): ChargingOutcome {
  const known = world.answer(ask.key)
  if (known !== undefined && known.digest === ask.digest) return { ok: true, value: known.answer }
  if (known !== undefined)
    return refuse('key-reused', 'This key was used for another request. Use a new key for each new request.')
  if (ask.kind === 'go-on') return goOn(world, ask)
  return ask.kind === 'open' ? open(world, ask, id) : chargeOnce(world, ask, id)
}

/** Gives back what a session holds that never reported again, and keeps what it used. */
export function closeOverdue(world: ChargingWorld): void {
  for (const session of world.overdue()) {
    const events = session.events.map(event => report(world, session, event, { used: 0, wanted: 0, step: 1 }).event)
    close(world, { ...session, events })
  }
}

function open(world: ChargingWorld, ask: OpenAsk, id: string): ChargingOutcome {
  const holder = holderOf(world, ask)
  if ('ok' in holder) return holder
  const session: Session = {
    ...{
      id,
      account: holder.account,
      subscription: holder.subscription,
      service: ask.service,
      ...numbersOf(world, ask)
    },
    ...{ state: 'open', events: [], openedAt: world.facts.now, validUntil: validUntil(world), closedAt: null }
  }
  return reported(world, session, { ...ask, close: false, plan: holder.plan, startedAt: ask.startedAt })
}

function goOn(world: ChargingWorld, ask: GoOnAsk): ChargingOutcome {
  const session = world.session(ask.session)
  if (session === undefined) return refuse('unknown-session', `There is no charging session ${ask.session}.`)
  if (session.state === 'closed') return refuse('session-closed', `Session ${session.id} ended at ${session.closedAt}.`)
  return reported(world, session, { ...ask, plan: null, startedAt: world.facts.now })
}

interface Report {
  readonly key: string
  readonly digest: string
  readonly units: readonly UnitAsk[]
  readonly close: boolean
  /** By which groups that are new find their tariff; null: by that of the session's first. */
  readonly plan: string | null
  readonly startedAt: Temporal.Instant
}

/** Every group of a report, one after another; then the session is kept, or closed. */
function reported(world: ChargingWorld, before: Session, ask: Report): ChargingOutcome {
  let session = before
  const units: UnitAnswer[] = []
  for (const unit of ask.units) {
    const known = session.events.find(({ group }) => group === unit.group) ?? begin(world, session, ask, unit)
    const done = typeof known === 'string' ? unrated(unit, known) : charge(world, session, known, { unit, ask })
    units.push(done.answer)
    const others = session.events.filter(({ group }) => group !== unit.group)
    if (done.event !== null) session = { ...session, events: [...others, done.event] }
  }
  if (ask.close) {
    const events = session.events.map(event => report(world, session, event, { used: 0, wanted: 0, step: 1 }).event)
    close(world, { ...session, events })
  } else world.keepSession({ ...session, validUntil: validUntil(world) })
  const answer = { session: session.id, units, validitySeconds: VALIDITY_SECONDS, once: null }
  world.keepAnswer({ key: ask.key, account: session.account, digest: ask.digest, answer })
  return { ok: true, value: answer }
}

/** The event of a group that is new, or why it cannot be priced. */
function begin(world: ChargingWorld, session: Session, ask: Report, { group }: UnitAsk): SessionEvent | string {
  const startedAt = ask.startedAt.epochMilliseconds
  const [first] = session.events
  const choice = ask.plan === null ? first && { tariff: first.tariff } : { plan: ask.plan }
  const found = choice && world.facts.rating?.tariffs.find(choice, session.service, startedAt)
  if (found?.ok !== true) return found?.detail ?? `no tariff is known for ${session.service}`
  const { rules, tariff } = found
  if (tariff.counted !== null)
    return `tariff ${tariff.name} has tiers, which are counted when the bill is made: it cannot be charged at once`
  const event = {
    ...BEGUN,
    group,
    event: `charging:${session.id}:${group}`,
    tariff: tariff.name,
    startedAt,
    value: null
  }
  const probe = tariff.rate({ ...ratedEvent(session, event), quantity: tariff.unit === 'second' ? 1000 : 1 })
  return probe.ok ? { ...event, version: rules.version } : probe.detail
}

function charge(
  world: ChargingWorld,
  session: Session,
  event: SessionEvent,
  { ask, unit }: { readonly unit: UnitAsk; readonly ask: Report }
): { readonly answer: UnitAnswer; readonly event: SessionEvent | null } {
  const { tariff } = pricedBy(world, event)
  const used = ticksOf(unit.used, tariff.unit) ?? 0
  const wanted = ask.close ? 0 : wantedTicks(unit.wanted, tariff.unit)
  if (wanted === undefined) return unrated(unit, `tariff ${tariff.name} counts ${unitNoun(tariff.unit)}`)
  const step = tariff.unit === 'second' ? 1000 : 1
  const done = report(world, session, event, { used, wanted, step })
  const none = done.step.granted === 0 && wanted > 0
  const answer: UnitAnswer = {
    group: unit.group,
    result: none ? 'QUOTA_LIMIT_REACHED' : 'SUCCESS',
    unit: tariff.unit,
    granted: unit.wanted === null || ask.close ? null : done.step.granted,
    final: done.step.final,
    detail: null
  }
  return { answer, event: done.event }
}

function close(world: ChargingWorld, session: Session): void {
  for (const event of session.events) if (event.used > 0) keepUse(world, session, event)
  world.keepSession({ ...session, state: 'closed', closedAt: world.facts.now })
}

function validUntil(world: ChargingWorld): Temporal.Instant {
  return world.facts.now.add({ seconds: VALIDITY_SECONDS })
}

function unrated({ group }: UnitAsk, detail: string): { readonly answer: UnitAnswer; readonly event: null } {
  return { answer: { group, result: 'RATING_FAILED', unit: null, granted: null, final: false, detail }, event: null }
}
