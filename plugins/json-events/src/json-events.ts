// Usage events as JSON, alone or in arrays, plain or in a CloudEvents envelope.
import { filtered, isCurrency, malformed, Measures, type ParsedEvent, readValue, UNITS } from '@farthing/plugin-sdk'
import { type ParsedLine, UnreadNames, type UsageFormat, ZonedTimes } from '@farthing/plugin-sdk'
import { isInexact, isObject, type JsonObject, textOf } from './json-object.ts'
import { unwrapped } from './unwrap-cloud-event.ts'

export const jsonEvents: UsageFormat = {
  code: 'json-events',
  title: 'JSON events (one or an array on a line, CloudEvents too)',
  hasHeader: false,
  open({ zone, units = UNITS }) {
    const events = new JsonEvents(new ZonedTimes(zone), new Measures(units))
    return { ok: true, parse: line => events.parse(line), notes: () => events.unread.notes() }
  }
}

const NEEDED = ['id', 'service', 'subscriber', 'started_at', 'quantity', 'unit']
/** Told as they are: as numbers only where those are exact. */
const NAMES = ['id', 'subscriber', 'to', 'from'] as const
const READ: ReadonlySet<string> = new Set([...NEEDED, 'to', 'from', 'value', 'currency'])

class JsonEvents {
  readonly unread = new UnreadNames({ one: 'member', many: 'members' }, [...READ])

  constructor(
    private readonly times: ZonedTimes,
    private readonly measures: Measures
  ) {}

  parse(line: string): ParsedLine {
    if (line.trim() === '') return filtered('empty line')
    const value = jsonOf(line)
    if (Array.isArray(value)) {
      if (value.length === 0) return filtered('empty batch')
      return { kind: 'batch', lines: value.map(each => JSON.stringify(each)) }
    }
    if (value === undefined) return malformed('line', 'not-json', line)
    if (!isObject(value)) return malformed('line', 'not-an-object', line)
    const event = unwrapped(value)
    return event.ok ? this.event(event.event) : malformed(event.field, event.reason, event.detail)
  }

  private event(event: JsonObject): ParsedEvent {
    for (const name in event) if (!READ.has(name)) this.unread.add(name)
    for (const name of NEEDED) {
      if (textOf(event[name]) === '') return malformed(name, 'missing', '')
    }
    for (const name of NAMES) if (isInexact(event[name])) return malformed(name, 'not-exact', textOf(event[name]))
    const startedAt = this.times.instant(textOf(event['started_at']))
    if (Number.isNaN(startedAt)) return malformed('started_at', this.times.fault, textOf(event['started_at']))
    const fault = this.measures.read(textOf(event['quantity']), textOf(event['unit']))
    if (fault !== null) return malformed(fault.field, fault.reason, fault.detail)
    const value = readValue(textOf(event['value']))
    if (!value.ok) return malformed('value', value.reason, textOf(event['value']))
    const currency = textOf(event['currency'])
    if (currency !== '' && !isCurrency(currency)) return malformed('currency', 'unknown-currency', currency)
    const { quantity, unit } = this.measures
    return {
      kind: 'record',
      record: { ...told(event), startedAt, quantity, unit, value: value.micro, currency }
    }
  }
}

function told(event: JsonObject): Record<'id' | 'service' | 'subscriber' | 'to' | 'from', string> {
  return {
    id: textOf(event['id']),
    service: textOf(event['service']),
    subscriber: textOf(event['subscriber']),
    to: textOf(event['to']),
    from: textOf(event['from'])
  }
}

/** Undefined when the line is no JSON. */
function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
