// Lines of a usage file -> the uses of each account, before any price.
import { type OpenedUsageFile, type ParsedEvent, UsageEvents, type UsageRecord } from '@farthing/plugin-sdk'
import { eventId, KnownEvents, rateRecord, type SubscriberIndex, unreadId, usageOf, useMark } from '../usage/index.ts'
import type { Use } from './impact-account.ts'
import { type ImpactSide, sideRating } from './impact-side.ts'
import type { WaitingRead, WaitingUses } from './waiting-uses.ts'

/** uses + duplicate + strangers + unreadable + otherUses + filtered = lines. */
export interface UseCounts {
  lines: number
  uses: number
  /** Told before in the file, or told better later. */
  duplicate: number
  /** Nobody held the number or login when it was used. */
  strangers: number
  /** They say nothing that could be rated, or their value in foreign money. */
  unreadable: number
  /** Their id holds another use. */
  otherUses: number
  /** Lines that the format says are no usage. */
  filtered: number
}

export interface UseReaderSettings {
  readonly format: string
  readonly subscribers: SubscriberIndex
  /** By whose rules the file is read. */
  readonly before: ImpactSide
  /** Takes the lines that these rules leave in quarantine. */
  readonly waiting: WaitingUses
  /** What the rules after rate those by. */
  readonly after: { readonly side: ImpactSide; readonly subscribers: SubscriberIndex }
}

type Unread = Pick<Extract<ParsedEvent, { kind: 'malformed' }>, 'kind' | 'piece'>
type Read = Exclude<ParsedEvent, { kind: 'malformed' }> | Unread
type Outcome = Exclude<keyof UseCounts, 'lines'>
const NO_TEXT = { kind: 'malformed' } as const

/** A line that holds an id without being rated: another one may settle it. */
interface Unsettled {
  readonly outcome: Outcome
  /** Of its use. */
  readonly account: string | null
  /** What the rules after make of it. */
  readonly after: WaitingRead | null
}

type Opened = Extract<OpenedUsageFile, { ok: true }>

/** The file as either side opened it. */
export interface OpenedSides {
  readonly before: Opened
  /** Null: the rules after cannot read the file. */
  readonly after: Opened | null
}

export class UseReader {
  readonly counts: UseCounts = {
    lines: 0,
    uses: 0,
    duplicate: 0,
    strangers: 0,
    unreadable: 0,
    otherUses: 0,
    filtered: 0
  }
  readonly #known = new KnownEvents()
  readonly #unsettled = new Map<string, Unsettled>()
  readonly #uses = new Map<string, Use[]>()
  #events: UsageEvents | null = null

  constructor(private readonly settings: UseReaderSettings) {}

  /** One line of the one file; with a `fault` it is no text. */
  read({ before, after }: OpenedSides, text: string, fault: string | null): void {
    if (fault !== null) return this.#count(NO_TEXT, text, null)
    this.#events ??= new UsageEvents(before, (event, part) => this.#count(event, part, after))
    this.#events.read(text, 1)
  }

  /** After the last line. */
  end(): void {
    this.#events?.release()
    for (const [id, { outcome, after }] of this.#unsettled) {
      if (outcome !== 'uses') this.settings.waiting.add(id, null, after)
    }
    this.#unsettled.clear()
  }

  /** Those of one account, in the order of the file. */
  usesOf(account: string): readonly Use[] {
    return this.#uses.get(account) ?? []
  }

  /** All of them, a list for each account. */
  lists(): Iterable<readonly Use[]> {
    return this.#uses.values()
  }

  #count(event: Read, text: string, after: Opened | null): void {
    this.counts.lines += 1
    this.counts[this.#take(event, text, after)] += 1
  }

  #take(parsed: Read, text: string, after: Opened | null): Outcome {
    const { format } = this.settings
    if (parsed.kind === 'filtered') return 'filtered'
    if (parsed.kind === 'record') return this.#takeRecord(parsed.record, text, after)
    const { event, whole } = unreadId(format, text, parsed.piece)
    if (this.#known.isRated(whole) || this.#known.tell(event, 'waiting', 0).repeat !== 'news') return 'duplicate'
    return this.#wait(event, { outcome: 'unreadable', account: null, after: this.#readAfter(after, text) })
  }

  #takeRecord(record: UsageRecord, text: string, after: Opened | null): Outcome {
    const { before, format, subscribers, waiting } = this.settings
    const { dialling, currency } = before.rules.operator
    const id = eventId(format, record.id, text)
    // a file is compared whenever: nothing in it is too old, or lies in the future
    const rated = rateRecord(record, sideRating(before, subscribers, record.startedAt))
    const { repeat } = this.#known.tell(id, rated.ok ? useMark(rated.event) : 'waiting', 0)
    if (repeat === 'duplicate') return 'duplicate'
    if (repeat === 'other-use') {
      waiting.add(id, null, null)
      return 'otherUses'
    }
    if (repeat === 'settles') this.#settle(id)
    const stretch = subscribers.find(record.subscriber, record.startedAt)
    const isForeign = record.currency !== '' && record.currency !== currency
    if (stretch < 0 || isForeign) {
      const outcome = stretch < 0 ? 'strangers' : 'unreadable'
      return this.#wait(id, { outcome, account: null, after: this.#readAfter(after, text) })
    }
    const { account, subscription } = subscribers.at(stretch)
    const { service, unit } = record
    this.#hold(account, { ...usageOf(record, dialling), id, subscription, service, unit, tariff: null })
    return rated.ok ? 'uses' : this.#wait(id, { outcome: 'uses', account, after: null })
  }

  #hold(account: string, use: Use): void {
    const list = this.#uses.get(account)
    if (list === undefined) this.#uses.set(account, [use])
    else list.push(use)
  }

  #wait(event: string, line: Unsettled): Outcome {
    this.#unsettled.set(event, line)
    return line.outcome
  }

  /** The line that held the id is a duplicate of one that can be rated. */
  #settle(event: string): void {
    const line = this.#unsettled.get(event)
    if (line === undefined) return
    this.#unsettled.delete(event)
    this.counts[line.outcome] -= 1
    this.counts.duplicate += 1
    if (line.account === null) return
    const others = this.usesOf(line.account).filter(({ id }) => id !== event)
    this.#uses.set(line.account, others)
  }

  #readAfter(opened: Opened | null, text: string): WaitingRead | null {
    const { after } = this.settings
    const parsed = opened?.parse(text)
    if (parsed?.kind !== 'record') return null
    const { record } = parsed
    const outcome = rateRecord(record, sideRating(after.side, after.subscribers, record.startedAt))
    return outcome.ok ? { outcome, subscribers: after.subscribers } : null
  }
}
