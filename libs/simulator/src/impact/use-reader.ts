// Lines of a usage file -> the uses of each account, before any price.
import type { OpenedUsageFile } from '@farthing/plugin-sdk'
import type { Operator } from '@farthing/rules-language'
import { eventId, SeenEvents, type SubscriberIndex, usageOf } from '../usage/index.ts'
import type { Use } from './impact-account.ts'

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
}

export class UseReader {
  readonly counts: UseCounts = { lines: 0, uses: 0, duplicate: 0, strangers: 0, unreadable: 0, filtered: 0 }
  readonly #seen = new SeenEvents()
  readonly #uses = new Map<string, Use[]>()

  constructor(private readonly settings: UseReaderSettings) {}

  /** One line; with a `fault` it is no text. */
  read(opened: Extract<OpenedUsageFile, { ok: true }>, text: string, fault: string | null): void {
    this.counts.lines += 1
    this.counts[this.#take(opened, text, fault)] += 1
  }

  /** Those of one account, in the order of the file. */
  usesOf(account: string): readonly Use[] {
    return this.#uses.get(account) ?? []
  }

  /** All of them, a list for each account. */
  lists(): Iterable<readonly Use[]> {
    return this.#uses.values()
  }

  #take(
    opened: Extract<OpenedUsageFile, { ok: true }>,
    text: string,
    fault: string | null
  ): Exclude<keyof UseCounts, 'lines'> {
    const { format, operator, subscribers } = this.settings
    const parsed = fault === null ? opened.parse(text) : { kind: 'malformed' as const }
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
}
