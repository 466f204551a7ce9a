// The lines of a vendor's file, normalised and put beside own usage for the time of one transaction.
import type { BaseUnit } from '@farthing/billing-core/values'
import { type OpenedUsageFile, type ParsedEvent, UsageEvents, type UsageRecord } from '@farthing/plugin-sdk'
import { normaliseNumber, type ReconciliationRule, type RuleSet } from '@farthing/rules-language'
import { eventId, partyKey, type ReconciliationTally, type SubscriberIndex } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { copyLine, CopyText, sql } from '../persistence/index.ts'
import type { DifferenceRows } from './difference-rows.ts'
import type { LineReasons } from './reconciliation.tables.ts'
import type { Span } from './both-sides.ts'

/** Lines that wait in memory until they are sent. */
const MOST_WAITING = 20_000

export interface LineReading {
  readonly rule: ReconciliationRule
  /** Of the service. */
  readonly unit: BaseUnit
  readonly rules: RuleSet
  readonly subscribers: SubscriberIndex
  /** Takes the lines that cannot be read. */
  readonly differences: DifferenceRows
}

export class StagedLines {
  readonly #rows = new CopyText('vendor_line (line, event, key, called, party, at, quantity, price)')
  readonly #malformed = new Map<string, number>()
  readonly #filtered = new Map<string, number>()
  #waiting = 0
  #first = Infinity
  #last = -Infinity
  #events: UsageEvents | null = null
  /** Events and what is none. */
  lines = 0
  /** Of them: those to be compared. */
  uses = 0

  constructor(private readonly reading: LineReading) {}

  static async create(client: ClientBase): Promise<void> {
    await sql(
      client,
      `create temporary table vendor_line (line int not null, event text not null, key text not null, called text not null,
         party text not null, at bigint not null, quantity bigint not null, price bigint) on commit drop`
    )
  }

  open(opened: Extract<OpenedUsageFile, { ok: true }>): void {
    this.#events = new UsageEvents(opened, (event, text, line) => this.#take(event, text, line))
  }

  read(text: string, line: number, fault: string | null): void {
    if (fault === null) this.#events?.read(text, line)
    else this.#refuse(line, fault, fault)
  }

  /** After the last line. */
  async end(client: ClientBase): Promise<void> {
    this.#events?.release()
    await this.#rows.send(client)
    await sql(client, 'analyze vendor_line')
  }

  async drain(client: ClientBase): Promise<void> {
    if (this.#waiting < MOST_WAITING) return
    this.#waiting = 0
    await this.#rows.send(client)
  }

  /** From the first line to the last; null when no line said when. */
  get span(): Span | null {
    return this.#last < this.#first ? null : { from: this.#first, until: this.#last + 1 }
  }

  /** Every line is in one class, or lies outside: anything else is a bug, and keeps nothing. */
  settle({ outside, told }: ReconciliationTally): void {
    if (told + outside !== this.uses) throw new Error(`of ${this.uses} lines ${told} were compared, ${outside} outside`)
  }

  /** `outside`: lines that turned out to lie beyond the days that are compared. */
  reasons(outside: number): LineReasons {
    if (outside > 0) this.#filtered.set('outside the days', outside)
    return { malformed: Object.fromEntries(this.#malformed), filtered: Object.fromEntries(this.#filtered) }
  }

  #take(event: ParsedEvent, text: string, line: number): void {
    if (event.kind === 'filtered') return this.#filter(event.reason)
    if (event.kind === 'malformed') return this.#refuse(line, event.reason, `${event.field}: ${event.detail}`)
    const { record } = event
    const { rule, rules, unit } = this.reading
    if (record.service !== rule.service) return this.#filter('another service')
    const { currency } = rules.operator
    if (record.unit !== unit) return this.#refuse(line, 'wrong-unit', `it counts ${record.unit}, own usage ${unit}`)
    if (rule.price !== null && record.currency !== '' && record.currency !== currency)
      return this.#refuse(line, 'wrong-currency', `it is in ${record.currency}, own prices in ${currency}`)
    this.#stage(record, eventId(rule.format, record.id, text), line)
  }

  #stage(record: UsageRecord, id: string, line: number): void {
    const { dialling } = this.reading.rules.operator
    const called = record.to === '' ? '' : normaliseNumber(record.to, dialling)
    const party = this.#partyOf(record)
    const { quantity, startedAt, value } = record
    this.lines += 1
    this.uses += 1
    this.#waiting += 1
    this.#first = Math.min(this.#first, startedAt)
    this.#last = Math.max(this.#last, startedAt)
    this.#rows.add(copyLine([line, id, partyKey({ called, party }), called, party, startedAt, quantity, value]))
  }

  /** Whom the vendor names, where that is somebody here. */
  #partyOf({ from, startedAt, subscriber }: UsageRecord): string {
    const { subscribers } = this.reading
    for (const identity of [subscriber, from]) {
      const stretch = identity === '' ? -1 : subscribers.find(identity, startedAt)
      if (stretch >= 0) return subscribers.at(stretch).subscription
    }
    return ''
  }

  #filter(reason: string): void {
    this.lines += 1
    this.#filtered.set(reason, (this.#filtered.get(reason) ?? 0) + 1)
  }

  #refuse(line: number, reason: string, detail: string): void {
    this.lines += 1
    this.#malformed.set(reason, (this.#malformed.get(reason) ?? 0) + 1)
    this.reading.differences.addMalformed(line, reason === detail ? reason : `${reason}, ${detail}`)
  }
}
