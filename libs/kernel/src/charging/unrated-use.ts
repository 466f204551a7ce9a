// A use that cannot be rated, as quarantine keeps it: an event that a retry reads, and why it waits.
import { type BaseUnit, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import type { UnratedUse } from '../usage/index.ts'
import type { Counted } from './asks.ts'
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

export function unratedUse(
  {
    account,
    called: to,
    caller: from,
    id: session,
    service,
    subscription
  }: Pick<Session, 'id' | 'account' | 'subscription' | 'service' | 'called' | 'caller'>,
  { event: id, startedAt, value }: Pick<SessionEvent, 'event' | 'startedAt' | 'value'>,
  counted: Counted,
  { detail, reason }: Why
): UnratedUse {
  const at = Temporal.Instant.fromEpochMilliseconds(startedAt)
  const told = { id, service, to, from, started_at: at.toString(), ...spelt(counted) }
  const worth = value === null ? {} : { value: formatDecimal(BigInt(value)) }
  const field = FIELDS.get(reason) ?? 'quantity'
  return {
    event: id,
    account,
    subscription,
    service,
    at,
    record: { ...told, ...worth, session },
    field,
    reason,
    detail
  }
}

/** In the words that events over HTTP use. */
function spelt({ ticks, unit }: Counted): { readonly quantity: string; readonly unit: string } {
  if (unit === 'second') return { quantity: String(ticks / 1000), unit }
  const declared = declaredUnit(unit)
  if (declared === null) return { quantity: String(ticks), unit }
  const { decimals, name } = declared
  const digits = String(ticks).padStart(decimals + 1, '0')
  const whole = digits.length - decimals
  return { quantity: decimals === 0 ? digits : `${digits.slice(0, whole)}.${digits.slice(whole)}`, unit: name }
}
