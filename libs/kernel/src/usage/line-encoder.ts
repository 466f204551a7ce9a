// The hot path: a line of usage -> parsed, attributed, rated, and written as a row of a COPY, with as few objects as can be.
import { eventId, rateRecord } from '@farthing/simulator'
import type { RatedRecord, SubscriberIndex, UsageRating } from '@farthing/simulator'
import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import type { LineFault } from '../usage-file/index.ts'
import { uuidWords } from './copy-buffer.ts'
import type { UsageChunk } from './usage-chunk.ts'
import type { UsageClasses } from './usage-classes.ts'

const WORDS_PER_HOLDER = 8
const RATED_COLUMNS = 14
const QUARANTINE_COLUMNS = 12

export interface LineContext {
  readonly tenant: string
  readonly importId: number
  /** Code of the format. */
  readonly format: string
  readonly opened: Extract<OpenedUsageFile, { ok: true }>
  readonly subscribers: SubscriberIndex
  readonly rating: UsageRating
  readonly classes: UsageClasses
  readonly now: () => Temporal.Instant
}

export class LineEncoder {
  /** Account and subscription of each stretch of the subscriber index, four words each. */
  private readonly holders: Int32Array
  private knownMs = 0

  constructor(private readonly context: LineContext) {
    this.holders = holdersOf(context.subscribers)
  }

  /** Call before the lines of a chunk: they become known now. */
  begin(): void {
    this.knownMs = this.context.now().epochMilliseconds
  }

  /** `number` counts the file's lines from 1. */
  encode(chunk: UsageChunk, line: string, number: number, fault: LineFault | null): void {
    chunk.lines++
    const { context } = this
    if (fault !== null) return this.quarantine(chunk, line, number, { field: 'line', reason: fault, detail: '' })
    const parsed = context.opened.parse(line)
    if (parsed.kind === 'filtered') return chunk.filter(parsed.reason)
    if (parsed.kind === 'malformed') return this.quarantine(chunk, line, number, parsed)
    const event = eventId(context.format, parsed.record.id, line)
    const outcome = rateRecord(parsed.record, context.rating)
    if (outcome.ok) this.rated(chunk, outcome, event, number)
    else this.quarantine(chunk, line, number, outcome, event)
  }

  private rated(chunk: UsageChunk, outcome: RatedRecord, event: string, number: number): void {
    const { context, holders } = this
    const { rated, tariff, rules } = outcome
    const row = chunk.rated
    row.row(RATED_COLUMNS)
    row.instant(outcome.event.startedAt)
    row.instant(this.knownMs)
    row.int8(outcome.event.quantity)
    row.int8(rated.billed)
    row.int8(rated.amount)
    row.int8(context.classes.idOf(tariff, rules, rated.zone, rated.bands))
    row.int4(context.importId)
    row.int4(number)
    row.uuid(holders, outcome.stretch * WORDS_PER_HOLDER)
    row.uuid(holders, outcome.stretch * WORDS_PER_HOLDER + 4)
    row.text(context.tenant)
    row.text(event)
    row.text(outcome.event.to)
    row.integers(rated.trace)
  }

  private quarantine(
    chunk: UsageChunk,
    line: string,
    number: number,
    why: { readonly field: string; readonly reason: string; readonly detail: string },
    event = eventId(this.context.format, '', line)
  ): void {
    const { context } = this
    const row = chunk.quarantined
    row.row(QUARANTINE_COLUMNS)
    row.text(context.tenant)
    row.text(event)
    row.int4(context.importId)
    row.int4(number)
    row.text(context.format)
    row.text('open')
    row.text(why.field)
    row.text(why.reason)
    row.text(why.detail)
    row.blob(Buffer.from(line, isTextFault(why.reason) ? 'latin1' : 'utf8'))
    row.instant(this.knownMs)
    row.nothing()
  }
}

/** Lines that are no text come as their bytes, one character each. */
function isTextFault(reason: string): boolean {
  return reason === 'nul-byte' || reason === 'not-utf-8' || reason === 'line-too-long'
}

function holdersOf(subscribers: SubscriberIndex): Int32Array {
  const words = new Int32Array(subscribers.size * WORDS_PER_HOLDER)
  for (let i = 0; i < subscribers.size; i++) {
    const { account, subscription } = subscribers.at(i)
    uuidWords(account, words, i * WORDS_PER_HOLDER)
    uuidWords(subscription, words, i * WORDS_PER_HOLDER + 4)
  }
  return words
}
