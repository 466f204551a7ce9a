// A rated record as a row of the stage: wide columns first, numbers in binary, ids prepared once for each subscriber.
import type { RatedRecord, SubscriberIndex } from '@farthing/simulator'
import { RATED_COLUMNS } from './chunk-sql.ts'
import { type CopyBuffer, uuidWords } from './copy-buffer.ts'
import type { UsageClasses } from './usage-classes.ts'

const WORDS_PER_HOLDER = 8

/** Where an event comes from. */
export interface EventOrigin {
  readonly event: string
  readonly importId: number
  /** Counts from 1. */
  readonly line: number
}

export class RatedRows {
  /** Account and subscription of each stretch of the subscriber index, four words each. */
  private readonly holders: Int32Array

  constructor(
    private readonly tenant: string,
    private readonly subscribers: SubscriberIndex,
    readonly classes: UsageClasses
  ) {
    this.holders = holdersOf(subscribers)
  }

  put(row: CopyBuffer, outcome: RatedRecord, origin: EventOrigin): void {
    const { event, rated, rules, stretch, tariff } = outcome
    const { plan } = this.subscribers.at(stretch)
    const { bands, zone } = rated
    const holder = stretch * WORDS_PER_HOLDER
    row.row(RATED_COLUMNS.length)
    row.instant(event.startedAt)
    row.stamped()
    row.int8(event.quantity)
    row.int8(rated.billed)
    row.int8(rated.amount)
    row.int8(this.classes.idOf({ plan, tariff, rules, zone, bands, tariffSince: '' }))
    row.int4(origin.importId)
    row.int4(origin.line)
    row.uuid(this.holders, holder)
    row.uuid(this.holders, holder + 4)
    row.text(this.tenant)
    row.text(origin.event)
    row.text(event.to)
    row.text(event.from)
    if (event.value === null) row.nothing()
    else row.int8(event.value)
  }
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
