// What becomes of a line whose id another line has told before: the one rule of offline files, comparisons and imports.
import { hashText, shortHash } from '@farthing/plugin-sdk'
import type { RatedRecord } from './rate-record.ts'

/** Why a line waits whose id was rated for another use. */
export const SAME_ID_OTHER_USE = 'same-id-other-use'

/** Some sources tell the start of the same use a little otherwise when they tell it again. */
const SAME_START_MS = 60_000

/** By which two uses under one id are compared: neither by who pays (a number changes hands) nor by the price (rules change). */
export interface UseMark {
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** 53 bits of a hash of length and called number. */
  readonly what: number
}

/** What a line tells, or what holds its id already: a use that is rated, or a line that waits in quarantine. */
export type Told = UseMark | 'waiting'

/**
 * - `news`: nothing held the id.
 * - `settles`: the line that waited under the id is a duplicate from now on, and this one is rated.
 * - `other-use`: the id is rated for another use; the line waits under `otherUseId`.
 *
 * Whatever the order of the lines of an id, one of those that can be rated is, and none of the others waits but for another use.
 */
export type Repeat = 'news' | 'settles' | 'duplicate' | 'other-use'

export function repeatOf(told: Told, holder: Told | null): Repeat {
  if (holder === null) return 'news'
  if (told === 'waiting') return 'duplicate'
  if (holder === 'waiting') return 'settles'
  return isSameUse(told, holder) ? 'duplicate' : 'other-use'
}

function isSameUse(one: UseMark, other: UseMark): boolean {
  return one.what === other.what && Math.abs(one.startedAt - other.startedAt) <= SAME_START_MS
}

const words = new Int32Array(4)

/** `quantity` counts ticks, `to` is in E.164: as they are rated. */
export function useMark({
  quantity,
  startedAt,
  to
}: Pick<RatedRecord['event'], 'quantity' | 'startedAt' | 'to'>): UseMark {
  hashText(`${quantity} ${to}`, words)
  const high = (words[0] ?? 0) & 0x1f_ffff
  return { startedAt, what: high * 2 ** 32 + ((words[1] ?? 0) >>> 0) }
}

/** Under which another use of an id waits: once, however often its file comes. */
export function otherUseId(event: string, { startedAt, what }: UseMark): string {
  return `${event}!${shortHash(`${startedAt} ${what}`)}`
}
