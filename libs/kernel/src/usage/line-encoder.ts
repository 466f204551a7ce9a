// The hot path: a line of usage -> parsed, attributed, rated, and written as a row of a COPY, with as few objects as can be.
import assert from 'node:assert'
import { eventId, rateRecord, unreadId } from '@farthing/simulator'
import type { UsageRating } from '@farthing/simulator'
import {
  type EventPiece,
  type OpenedUsageFile,
  type ParsedEvent,
  UsageEvents,
  type WaitsElsewhere
} from '@farthing/plugin-sdk'
import type { LineFault } from '../usage-file/index.ts'
import { putQuarantined } from './quarantine-rows.ts'
import type { RatedRows } from './rated-rows.ts'
import type { UsageChunk } from './usage-chunk.ts'

export interface LineContext {
  readonly tenant: string
  readonly importId: number
  /** Code of the format. */
  readonly format: string
  readonly opened: Extract<OpenedUsageFile, { ok: true }>
  readonly rating: UsageRating
  readonly rows: RatedRows
  /** Left out where no file can have left pieces of this format's events. */
  readonly waitsElsewhere?: WaitsElsewhere
  /** Told of each line that goes to quarantine, with its event id and number. */
  readonly onQuarantined?: (problem: LineProblem, event: string, number: number) => void
}

/** What is wrong with a line that goes to quarantine. */
export interface LineProblem {
  readonly field: string
  readonly reason: string
  readonly detail: string
  /** Where the line is a piece of an event. */
  readonly piece?: EventPiece
}

export class LineEncoder {
  /** Reasons of pieces that waited in vain for the rest of their event. */
  readonly unjoined = new Set<string>()
  private readonly events: UsageEvents
  /** Into which the line at hand goes. */
  private chunk: UsageChunk | null = null

  constructor(private readonly context: LineContext) {
    const { opened, waitsElsewhere } = context
    this.events = new UsageEvents(opened, (...event) => this.take(...event), waitsElsewhere)
  }

  /** `number` counts the file's lines from 1. */
  encode(chunk: UsageChunk, line: string, number: number, fault: LineFault | null): void {
    this.chunk = chunk
    if (fault === null) return this.events.read(line, number)
    this.context.opened.passOver?.(line)
    chunk.lines++
    this.quarantine(chunk, faulty(fault), { line, number })
  }

  /** Whether lines wait for others of their event. */
  get holds(): boolean {
    return this.events.holds
  }

  /** After the last line: quarantines those that wait. */
  release(chunk: UsageChunk): void {
    this.chunk = chunk
    this.events.release()
  }

  /** After the last line: what is wrong with the file as a whole. */
  end(): string | null {
    return this.context.opened.end?.() ?? null
  }

  /** After the last line: what somebody should know of the file. */
  notes(): readonly string[] {
    return this.context.opened.notes?.() ?? []
  }

  private take(parsed: ParsedEvent, line: string, number: number, isJoined: boolean): void {
    const { chunk, context } = this
    assert(chunk !== null, 'a line goes into a chunk')
    chunk.lines++
    if (parsed.kind === 'filtered') return chunk.filter(parsed.reason)
    if (parsed.kind === 'malformed') {
      if (parsed.piece !== undefined) this.unjoined.add(parsed.reason)
      return this.quarantine(chunk, parsed, { line, number })
    }
    const event = eventId(context.format, parsed.record.id, line)
    const outcome = rateRecord(parsed.record, context.rating)
    if (outcome.ok) {
      context.rows.put(chunk.rated, outcome, { event, importId: context.importId, line: number })
      chunk.texts.add(line)
      if (isJoined) chunk.joined.add(chunk.rated.rows - 1)
      chunk.tookRated(event)
    } else this.quarantine(chunk, outcome, { line, number, event, service: parsed.record.service })
  }

  private quarantine(chunk: UsageChunk, problem: LineProblem, from: LineOrigin): void {
    const { context } = this
    const { event, whole } =
      from.event === undefined
        ? unreadId(context.format, from.line, problem.piece)
        : { event: from.event, whole: from.event }
    context.onQuarantined?.(problem, event, from.number)
    const { detail, field, reason } = problem
    const { format, importId, tenant } = context
    const raw = Buffer.from(from.line, isFault(reason) ? 'latin1' : 'utf8')
    const told = { event, line: from.number, service: from.service ?? '', field, reason, detail, raw, whole }
    putQuarantined(chunk.quarantined, { tenant, importId, format, ...told })
  }
}

interface LineOrigin {
  readonly line: string
  readonly number: number
  /** Where the line says it; else the line is the event's identity. */
  readonly event?: string
  /** Where the line could be read so far. */
  readonly service?: string
}

export function faulty(fault: LineFault): LineProblem {
  return { field: 'line', reason: fault, detail: '' }
}

const FAULTS: ReadonlySet<string> = new Set<LineFault>(['nul-byte', 'not-utf-8', 'line-too-long', 'record-too-long'])

/** Lines that are no text come as their bytes, one character each. */
export function isFault(reason: string): boolean {
  return FAULTS.has(reason)
}
