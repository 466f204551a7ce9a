// A use that cannot be rated, as quarantine keeps it: an event that a retry reads, and why it waits.
import { hash } from 'node:crypto'
import { type BaseUnit, formatDecimal } from '@farthing/billing-core/values'
import { writtenNumber } from '@farthing/rules-language'
import { REST_OF, speltQuantity, type UnratedUse } from '../usage/index.ts'
import type { Counted, GoOnAsk, UnitAsk } from './asks.ts'
import type { Session, SessionEvent } from './charging-session.ts'

export interface Why {
  readonly reason: string
  readonly detail: string
  /** Of the tariff; left out when none was found. */
  readonly unit?: BaseUnit
}

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['no-tariff', 'service'],
  ['not-in-real-time', 'service'],
  ['wrong-unit', 'unit'],
  ['no-zone', 'to'],
  ['no-rate', 'to'],
  ['no-origin', 'from'],
  ['no-value', 'value'],
  ['bad-value', 'value'],
  ['not-in-force', 'started_at']
])

type Told = Pick<Session, 'id' | 'account' | 'subscription' | 'service' | 'called' | 'caller'>

interface UnratedEvent extends Pick<SessionEvent, 'event' | 'startedAt' | 'value'> {
  /** The event of which it is the rest; left out when it is all of it. */
  readonly restOf?: string | undefined
}

export function unratedUse(
  { account, called, caller, id: session, service, subscription }: Told,
  { event: id, restOf, startedAt, value }: UnratedEvent,
  counted: Counted,
  { detail, reason }: Why
): UnratedUse {
  const at = Temporal.Instant.fromEpochMilliseconds(startedAt)
  const parties = { to: writtenNumber(called), from: writtenNumber(caller) }
  const told = { id, service, ...parties, started_at: at.toString(), ...speltQuantity(counted) }
  const worth = value === null ? {} : { value: formatDecimal(BigInt(value)) }
  const field = FIELDS.get(reason) ?? 'quantity'
  const rest = restOf === undefined ? {} : { [REST_OF]: restOf }
  const record = { ...told, ...worth, session, ...rest }
  return { event: id, holder: { account, subscription }, service, at, record, field, reason, detail }
}

/** A use of a session that nobody knows: named by what was reported, so that it waits once however often that comes. */
export function strayUse(
  { key, session, told }: Pick<GoOnAsk, 'key' | 'session' | 'told'>,
  { group, used }: UnitAsk,
  { counted, now }: { readonly counted: Counted; readonly now: Temporal.Instant }
): UnratedUse {
  const { from = '', service = '', subscriber = '', to = '' } = told ?? {}
  const at = told?.at ?? now
  const id = `charging:stray:${hash('sha256', JSON.stringify([session, key, group, used])).slice(0, 32)}`
  const record = { subscriber, id, service, to, from, started_at: at.toString(), ...speltQuantity(counted), session }
  const missing = [subscriber === '' ? 'subscriber' : '', service === '' ? 'service' : ''].filter(each => each !== '')
  const next =
    missing.length === 0
      ? 'Retry it to leave it to the bill, unless the network reports it again in a session of its own.'
      : `It does not say its ${missing.join(' and ')}: find it at the network, import it from there, and drop this.`
  const detail = `Nobody knows session ${session}; when its use began is taken to be when it was reported. ${next}`
  const field = missing[0] ?? 'session'
  return { event: id, holder: null, service, at, record, field, reason: 'unknown-session', detail }
}
