// Lines of a usage file -> the uses of each account, before any price.
import { type OpenedUsageFile, type ParsedEvent, UsageEvents } from '@farthing/plugin-sdk'
import type { Operator } from '@farthing/rules-language'
import { eventId, rateRecord, SeenEvents, type SubscriberIndex, usageOf } from '../usage/index.ts'
import type { Use } from './impact-account.ts'
import { type ImpactSide, sideRating } from './impact-side.ts'
import type { WaitingUses } from './waiting-uses.ts'

/** uses + duplicate + strangers + unreadable + filtered = lines. */
export interface UseCounts {
  lines: number
  uses: number
  /** Seen before in the file. */
  duplicate: number
  /** Nobody held the number or login when it was used. */
  strangers: number
  /** They say nothing that could be rated, or their value in foreign money. */
  unreadable: number
  /** Lines that the format says are no usage. */
  filtered: number
}

export interface UseReaderSettings {
  readonly format: string
  readonly subscribers: SubscriberIndex
  readonly operator: Pick<Operator, 'currency' | 'dialling'>
  /** Takes the lines that these rules leave in quarantine. */
  readonly waiting: WaitingUses
  /** What the rules after rate those by. */
  readonly after: { readonly side: ImpactSide; readonly subscribers: SubscriberIndex }
}

type Read = ParsedEvent | { readonly kind: 'malformed' }
const NO_TEXT = { kind: 'malformed' } as const

type Opened = Extract<OpenedUsageFile, { ok: true }>

/** The file as either side opened it. */
export interface OpenedSides {
  readonly before: Opened
  /** Null: the rules after cannot read the file. */
  readonly after: Opened | null
}

export class UseReader {
  readonly counts: UseCounts = { lines: 0, uses: 0, duplicate: 0, strangers: 0, unreadable: 0, filtered: 0 }
  readonly #seen = new SeenEvents()
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
    const outcome = this.#take(event, text)
    this.counts.lines += 1
    this.counts[outcome] += 1
    if (outcome === 'strangers' || outcome === 'unreadable') this.#wait(after, text)
  }

  #take(parsed: Read, text: string): Exclude<keyof UseCounts, 'lines'> {
    const { format, operator, subscribers } = this.settings
    if (parsed.kind === 'filtered') return 'filtered'
    if (parsed.kind === 'malformed') return this.#seen.add(eventId(format, '', text)) ? 'unreadable' : 'duplicate'
    const { record } = parsed
    const id = eventId(format, record.id, text)
    if (!this.#seen.add(id)) return 'duplicate'
    const stretch = subscribers.find(record.subscriber, record.startedAt)
    if (stretch < 0) return 'strangers'
    const { account, subscription } = subscribers.at(stretch)
    const { currency, service, unit } = record
    if (currency !== '' && currency !== operator.currency) return 'unreadable'
    const use = { ...usageOf(record, operator.dialling), id, subscription, service, unit, tariff: null }
    const list = this.#uses.get(account)
    if (list === undefined) this.#uses.set(account, [use])
    else list.push(use)
    return 'uses'
  }

  #wait(opened: Opened | null, text: string): void {
    const { format, waiting, after } = this.settings
    const parsed = opened?.parse(text)
    if (parsed?.kind !== 'record') return waiting.add(eventId(format, '', text), null, null)
    const { record } = parsed
    // a file is compared whenever: nothing in it is too old, or lies in the future
    const outcome = rateRecord(record, sideRating(after.side, after.subscribers, record.startedAt))
    const read = outcome.ok ? { outcome, subscribers: after.subscribers } : null
    waiting.add(eventId(format, record.id, text), null, read)
  }
}
