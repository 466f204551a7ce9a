// What becomes of each request: decided in memory, one after another, by billing-core and the tariffs; nothing is read or written here.
import { unitNoun } from '@farthing/billing-core/values'
import { type ChargingAsk, type ChargingOutcome, type GoOnAsk, type KeptOutcome, type OpenAsk } from './asks.ts'
import type { IdentityStretch } from '../subscriptions/index.ts'
import { refuse, type Refused, saidOf, ticksOf, type UnitAnswer, type UnitAsk, wantedTicks } from './asks.ts'
import { chargeOnce } from './charge-once.ts'
import {
  BEGUN,
  dayText,
  holderOf,
  keepUse,
  letGo,
  newerRelease,
  notedCurrency,
  numbersOf,
  pricedBy,
  report
} from './charged-use.ts'
import { SESSION_SHAPE, type Session, type SessionEvent } from './charging-session.ts'
import type { ChargingWorld } from './charging-world.ts'
import { denied, DENIED_SECONDS, deniedBesides, deniedNow } from './going-on.ts'
import { strayUse, unratedUse, type Why } from './unrated-use.ts'
import { ratedEvent, unpriced } from './use-price.ts'

/** A session reports within this time, or is closed. */
export const VALIDITY_SECONDS = 600
export function decide(world: ChargingWorld, ask: ChargingAsk, id: string): ChargingOutcome {
  const known = world.answer(ask.key)
  if (known !== undefined && known.digest === ask.digest) return answeredBefore(known.answer)
  if (known !== undefined)
    return refuse(
      'idempotency-key-reused',
      'This key was used for another request. Use a new key for each new request.'
    )
  if (ask.kind === 'go-on') return goOn(world, ask, id)
  return ask.kind === 'open' ? open(world, ask, id) : chargeOnce(world, ask, id)
}

/** Gives back what a session holds that never reported again, and keeps what it used. */
export function closeOverdue(world: ChargingWorld): void {
  for (const session of world.overdue()) {
    close(world, session)
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
    ...{
      state: 'open',
      events: [],
      openedAt: world.facts.now,
      validUntil: validUntil(world, VALIDITY_SECONDS),
      closedAt: null
    },
    shape: SESSION_SHAPE
  }
  return reported(world, session, { ...ask, id, close: false, holder, denied: null })
}

function goOn(world: ChargingWorld, ask: GoOnAsk, id: string): ChargingOutcome {
  const session = world.session(ask.session)
  if (session === undefined) return stray(world, ask)
  if (session.shape > SESSION_SHAPE || world.facts.newer.has(session.account)) return newerRelease()
  const report = { ...ask, id, holder: null, startedAt: world.facts.now, denied: null }
  if (session.state === 'closed') return late(world, session, report)
  return reported(world, session, { ...report, denied: ask.close ? null : deniedNow(world, session) })
}

function answeredBefore(kept: KeptOutcome): ChargingOutcome {
  return 'ok' in kept ? kept : { ok: true, value: kept }
}

/** What was used after the end is told to nobody else: it waits in quarantine, once. */
function late(world: ChargingWorld, session: Session, ask: Report): Refused {
  const ended = `Session ${session.id} ended at ${session.closedAt}.`
  if (ask.units.every(({ used }) => saidOf(used, 'event') === undefined)) return refuse('session-closed', ended)
  for (const [index, unit] of ask.units.entries()) {
    const known = session.events.find(({ group }) => group === unit.group)
    const counted = known === undefined ? {} : { unit: pricedBy(world, known).tariff.unit }
    keepUnrated(world, session, { ask, index, unit }, { reason: 'session-closed', detail: ended, ...counted })
  }
  const answer = refuse('session-closed', `${ended} What it reports waits in quarantine.`)
  world.keepAnswer({ key: ask.key, account: session.account, digest: ask.digest, answer })
  return answer
}

/** What was used waits, though nobody knows whose it is: once, for it is named by what was reported. */
function stray(world: ChargingWorld, ask: GoOnAsk): Refused {
  const unknown = `There is no charging session ${ask.session}.`
  const uses = ask.units.flatMap(unit => {
    const counted = saidOf(unit.used, 'event')
    return counted === undefined ? [] : [strayUse(ask, unit, { counted, now: world.facts.now })]
  })
  world.unrated.push(...uses)
  return refuse('unknown-session', uses.length === 0 ? unknown : `${unknown} What it reports waits in quarantine.`)
}

interface Report {
  /** Of this request alone. */
  readonly id: string
  readonly key: string
  readonly digest: string
  readonly units: readonly UnitAsk[]
  readonly close: boolean
  /** By whom groups that are new find their tariff; null: by that of the session's first. */
  readonly holder: IdentityStretch | null
  readonly startedAt: Temporal.Instant
  /** Why what was used is taken and nothing more granted. */
  readonly denied: string | null
}

/** Every group of a report, one after another; then the session is kept, or closed. */
function reported(world: ChargingWorld, before: Session, ask: Report): ChargingOutcome {
  let session = ask.close || ask.denied !== null ? withoutUnused(world, before, ask.units) : before
  const units: UnitAnswer[] = []
  for (const unit of ask.units) {
    const known = session.events.find(({ group }) => group === unit.group) ?? begin(world, session, ask, unit)
    const done = 'reason' in known ? known : charge(world, session, known, { unit, ask })
    if ('reason' in done) {
      keepUnrated(world, session, { ask, unit, index: units.length }, done)
      units.push({ ...failed(unit, done.detail), final: ask.denied !== null })
      continue
    }
    units.push(done.answer)
    const others = session.events.filter(({ group }) => group !== unit.group)
    session = { ...session, events: [...others, done.event] }
  }
  if (ask.denied !== null) {
    session = { ...session, events: letAllGo(world, session) }
    units.push(...deniedBesides(world, session, units, ask.denied))
  }
  const validitySeconds = ask.denied === null ? VALIDITY_SECONDS : DENIED_SECONDS
  if (ask.close) close(world, session)
  else world.keepSession({ ...session, validUntil: validUntil(world, validitySeconds) })
  const answer = { session: session.id, units, validitySeconds, once: null }
  world.keepAnswer({ key: ask.key, account: session.account, digest: ask.digest, answer })
  return { ok: true, value: answer }
}

/** The event of a group that is new, or why it cannot be priced. */
function begin(world: ChargingWorld, session: Session, ask: Report, { group }: UnitAsk): SessionEvent | Why {
  const startedAt = ask.startedAt.epochMilliseconds
  const [first] = session.events
  const { holder } = ask
  const found = holder ? world.facts.tariffFor(holder, session.service, startedAt) : first && asBegun(world, first)
  if (found === undefined) return { reason: 'no-tariff', detail: `no tariff is known for ${session.service}` }
  if ('reason' in found) return found
  const { atEnd, credit, rules, tariff, tax, terms } = found
  const by = { tariff: tariff.name, tariffFrom: dayText(tariff), terms, tax, credit, atEnd }
  const known = { group, plan: holder?.plan ?? first?.plan ?? '', event: `charging:${session.id}:${group}` }
  const event = { ...BEGUN, ...known, ...by, startedAt, value: null }
  const why = unpriced(session, event, tariff)
  return why ?? { ...event, version: rules.version, currency: notedCurrency(world, rules) }
}

function asBegun(world: ChargingWorld, event: SessionEvent) {
  return { ...pricedBy(world, event), terms: event.terms, tax: event.tax, credit: event.credit, atEnd: event.atEnd }
}

/** Nothing is debited of a report whose event could not be rated with it. */
function charge(
  world: ChargingWorld,
  session: Session,
  event: SessionEvent,
  { ask, unit }: { readonly unit: UnitAsk; readonly ask: Report }
): { readonly answer: UnitAnswer; readonly event: SessionEvent } | Why {
  const { tariff } = pricedBy(world, event)
  const otherUnit = `tariff ${tariff.name} counts ${unitNoun(tariff.unit)}`
  const used = ticksOf(unit.used, tariff.unit)
  if (used === undefined) return { reason: 'wrong-unit', detail: otherUnit, unit: tariff.unit }
  const rated = tariff.rate({ ...ratedEvent(session, event), quantity: event.used + used })
  if (used > 0 && !rated.ok) return { ...rated, unit: tariff.unit }
  const wanted = ask.close || ask.denied !== null ? 0 : wantedTicks(unit.wanted, tariff.unit)
  const step = tariff.unit === 'second' ? 1000 : 1
  const done = report(world, session, event, { used, wanted: wanted ?? 0, step })
  if ('reason' in done) return { ...done, unit: tariff.unit }
  if (wanted === undefined) return { answer: failed(unit, otherUnit), event: done.event }
  if (ask.denied !== null) return { answer: denied(unit, tariff.unit, ask.denied), event: done.event }
  const none = done.step.granted === 0 && wanted > 0
  const answer: UnitAnswer = {
    group: unit.group,
    result: none ? 'QUOTA_LIMIT_REACHED' : 'SUCCESS',
    unit: tariff.unit,
    granted: unit.wanted === null || ask.close ? null : done.step.granted,
    final: done.step.final,
    ...(done.step.final && event.atEnd.action !== 'terminate' ? { atEnd: event.atEnd } : {}),
    detail: null
  }
  return { answer, event: done.event }
}

/** What a report says was used and nobody can price waits in quarantine. */
function keepUnrated(
  world: ChargingWorld,
  session: Session,
  { ask, index, unit }: { readonly ask: Report; readonly unit: UnitAsk; readonly index: number },
  why: Why
): void {
  const said = saidOf(unit.used, why.unit ?? 'event')
  if (said === undefined) return
  const known = session.events.find(({ group }) => group === unit.group)
  const startedAt = known?.startedAt ?? ask.startedAt.epochMilliseconds
  const event = { event: `charging:${ask.id}:unrated:${index}`, restOf: known?.event, startedAt, value: null }
  world.unrated.push(unratedUse(session, event, said, why))
}

function close(world: ChargingWorld, open: Session): void {
  const session = { ...open, events: letAllGo(world, open) }
  for (const event of session.events) if (event.used > 0) keepUse(world, session, event)
  world.keepSession({ ...session, state: 'closed', closedAt: world.facts.now })
}

/** What groups hold that report no use is there for those that do. */
function withoutUnused(world: ChargingWorld, session: Session, units: readonly UnitAsk[]): Session {
  const using = new Set(units.filter(({ used }) => saidOf(used, 'event') !== undefined).map(({ group }) => group))
  const events = session.events.map(event => (using.has(event.group) ? event : letGo(world, session, event)))
  return { ...session, events }
}

function letAllGo(world: ChargingWorld, session: Session): SessionEvent[] {
  return session.events.map(event => letGo(world, session, event))
}

const ends = new WeakMap<ChargingWorld, Temporal.Instant>()

/** The same for all of a batch that go on. */
function validUntil(world: ChargingWorld, seconds: number): Temporal.Instant {
  if (seconds !== VALIDITY_SECONDS) return world.facts.now.add({ seconds })
  let end = ends.get(world)
  if (end === undefined) ends.set(world, (end = world.facts.now.add({ seconds })))
  return end
}

function failed({ group }: UnitAsk, detail: string): UnitAnswer {
  return { group, result: 'RATING_FAILED', unit: null, granted: null, final: false, detail }
}
