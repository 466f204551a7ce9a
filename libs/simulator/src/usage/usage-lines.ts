// Lines of a usage file -> what became of each, as the offline command prints it.
import { countOf, declaredUnit, formatDecimal } from '@farthing/billing-core/values'
import type { Explanation } from '@farthing/billing-core/values'
import {
  type EventPiece,
  type OpenedUsageFile,
  type ParsedEvent,
  UsageEvents,
  type UsageRecord
} from '@farthing/plugin-sdk'
import { eventId, unreadId } from './event-id.ts'
import { KnownEvents } from './known-events.ts'
import { rateRecord } from './rate-record.ts'
import type { RatedRecord, UsageRating } from './rate-record.ts'
import { SAME_ID_OTHER_USE, useMark } from './repeated-id.ts'
import { waitsFor } from './waits-for.ts'

export type UsageStatus = 'rated' | 'duplicate' | 'quarantined' | 'filtered'

/** JSON as it stands. Quantities count base units: seconds, bytes, messages, events. Null: not known for this line. */
export interface UsageLine {
  readonly line: number
  readonly status: UsageStatus
  readonly id: string | null
  readonly service: string | null
  readonly subscriber: string | null
  readonly to: string | null
  readonly from: string | null
  /** ISO 8601 instant. */
  readonly startedAt: string | null
  readonly quantity: number | null
  /** 'second', 'byte', 'message', 'event', or the name of a unit that rules declare. */
  readonly unit: string | null
  readonly billed: number | null
  /** What it is worth by its source; six decimals. In the account's currency when it is rated. */
  readonly value: string | null
  /** Six decimals; null as long as it waits for tiers. */
  readonly amount: string | null
  /** The tables of tiers that price it when the bill is made, joined by '+'. */
  readonly waitsFor: string | null
  readonly currency: string | null
  readonly zone: string | null
  /** All bands that the event met, joined by '+'. */
  readonly band: string | null
  readonly bands: readonly string[] | null
  readonly tariff: string | null
  readonly account: string | null
  readonly subscription: string | null
  readonly plan: string | null
  /** Of the line that waited under the same id until this one was rated: it counts as a duplicate now. */
  readonly settles: number | null
  /** Why it is not rated, and about which field. */
  readonly reason: string | null
  readonly field: string | null
  readonly detail: string | null
  readonly explanation: Explanation | null
}

const nothing: Omit<UsageLine, 'line' | 'status'> = {
  id: null,
  service: null,
  subscriber: null,
  to: null,
  from: null,
  startedAt: null,
  quantity: null,
  unit: null,
  billed: null,
  value: null,
  amount: null,
  waitsFor: null,
  currency: null,
  zone: null,
  band: null,
  bands: null,
  tariff: null,
  account: null,
  subscription: null,
  plan: null,
  settles: null,
  reason: null,
  field: null,
  detail: null,
  explanation: null
}

interface Why {
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly piece?: EventPiece
}

/** One per file: remembers which events the file has brought. */
export class UsageLines {
  private readonly known = new KnownEvents()
  private readonly events: UsageEvents
  private became: UsageLine[] = []

  constructor(
    private readonly format: string,
    opened: Extract<OpenedUsageFile, { ok: true }>,
    private readonly rating: UsageRating
  ) {
    this.events = new UsageEvents(opened, (event, text, number) => void this.became.push(this.of(event, text, number)))
  }

  /** What became of the events of a line; `number` counts from 1. A line with a `fault` is no text. */
  read(text: string, number: number, fault: string | null = null): readonly UsageLine[] {
    if (fault !== null) return [this.quarantined(number, text, { field: 'line', reason: fault, detail: '' })]
    this.became = []
    this.events.read(text, number)
    return this.became
  }

  /** After the last line: what became of those that waited for others. */
  end(): readonly UsageLine[] {
    this.became = []
    this.events.release()
    return this.became
  }

  private of(parsed: ParsedEvent, text: string, number: number): UsageLine {
    if (parsed.kind === 'filtered') return { ...ended(number, 'filtered'), reason: parsed.reason }
    if (parsed.kind === 'malformed') return this.quarantined(number, text, parsed)
    const { record } = parsed
    const id = eventId(this.format, record.id, text)
    const outcome = rateRecord(record, this.rating)
    const { repeat, line } = this.known.tell(id, outcome.ok ? useMark(outcome.event) : 'waiting', number)
    const told = asTold(record, id)
    if (repeat === 'duplicate') return { ...ended(number, 'duplicate'), ...told }
    if (repeat === 'other-use') return { ...ended(number, 'quarantined'), ...told, ...otherUse(id, line) }
    if (outcome.ok) {
      const settles = repeat === 'settles' ? line : null
      return { ...ended(number, 'rated'), ...told, ...this.priced(outcome), settles }
    }
    const { reason, field, detail } = outcome
    return { ...ended(number, 'quarantined'), ...told, reason, field, detail }
  }

  private quarantined(number: number, text: string, why: Why): UsageLine {
    const { event, whole } = unreadId(this.format, text, why.piece)
    const isNews = !this.known.isRated(whole) && this.known.tell(event, 'waiting', number).repeat === 'news'
    if (!isNews) return ended(number, 'duplicate')
    const { field, reason, detail } = why
    return { ...ended(number, 'quarantined'), field, reason, detail }
  }

  private priced(outcome: RatedRecord): Partial<UsageLine> {
    const { event, rated, tariff, rules, stretch } = outcome
    const waiting = waitsFor(tariff, event)
    const holder = stretch < 0 ? null : (this.rating.subscribers?.at(stretch) ?? null)
    return {
      to: orNull(event.to),
      from: orNull(event.from),
      billed: countOf(rated.billed, tariff.unit),
      amount: waiting === null ? formatDecimal(BigInt(rated.amount), 6) : null,
      waitsFor: waiting,
      currency: rules.operator.currency,
      zone: orNull(rated.zone),
      band: orNull(rated.bands),
      bands: rated.bands === '' ? [] : rated.bands.split('+'),
      tariff: tariff.name,
      account: holder?.account ?? null,
      subscription: holder?.subscription ?? null,
      plan: holder?.plan ?? null,
      explanation: tariff.explain(event, rated, rules.version)
    }
  }
}

function otherUse(id: string, line: number): Pick<UsageLine, 'field' | 'reason' | 'detail'> {
  return { field: 'id', reason: SAME_ID_OTHER_USE, detail: `line ${line} tells another use as ${id}` }
}

/** Line and status come first in the JSON. */
function ended(line: number, status: UsageStatus): UsageLine {
  return { line, status, ...nothing }
}

function asTold(record: UsageRecord, id: string): Partial<UsageLine> {
  return {
    id,
    service: record.service,
    subscriber: record.subscriber,
    to: orNull(record.to),
    from: orNull(record.from),
    startedAt: Temporal.Instant.fromEpochMilliseconds(record.startedAt).toString(),
    quantity: countOf(record.quantity, record.unit),
    unit: declaredUnit(record.unit)?.name ?? record.unit,
    value: record.value === null ? null : formatDecimal(BigInt(record.value), 6)
  }
}

function orNull(text: string): string | null {
  return text === '' ? null : text
}
