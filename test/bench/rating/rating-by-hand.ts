// The bound: what a careful programmer would write for this one tariff, with an explanation in numbers.
import { zoneOffsets } from '@farthing/billing-core/values'
import type { RatingEvent } from '@farthing/rules-language'
import { CLOCK, HOLIDAYS, type RatingFixture } from './rating-fixture.ts'

export interface RatedByHand {
  readonly amount: number
  readonly billed: number
  readonly zone: string
  readonly bands: string
  readonly explanation: ExplanationNumbers
}

interface ExplanationNumbers {
  readonly prefix: number
  readonly setup: number
  readonly peak: number
  readonly offpeak: number
  readonly peakRate: number
  readonly offpeakRate: number
}

const OPENS_MS = 8 * 3_600_000
const CLOSES_MS = 20 * 3_600_000
const DAY_MS = 86_400_000

export function rateByHand({ rows, rates }: RatingFixture): (event: RatingEvent) => RatedByHand | null {
  const trie = trieOf(rows.map(({ prefix }) => prefix))
  const zones = Int32Array.from(rows, ({ zone }) => zone)
  const names = rates.map((_, zone) => `zone-${zone}`)
  const bandClock = new BandClock()
  return ({ startedAt, quantity, to }) => {
    const prefix = longestPrefix(trie, to)
    const zone = zones[prefix - 1] ?? 0
    const pair = rates[zone]
    if (prefix === 0 || pair === undefined) return null
    const local = bandClock.local(startedAt)
    const inPeak = bandClock.isPeak(local)
    const [peakRate, offpeakRate] = pair
    const { setup, first, next } = inPeak ? peakRate : offpeakRate
    const firstMs = first * 1000
    const nextMs = next * 1000
    const billed = quantity <= firstMs ? firstMs : firstMs + Math.ceil((quantity - firstMs) / nextMs) * nextMs
    const peak = bandClock.peakPart({ startedAt, local, inPeak, firstMs, nextMs, billed })
    const offpeak = billed - peak
    const sum = peak * peakRate.perMinute + offpeak * offpeakRate.perMinute
    const amount = Math.floor((sum + 30_000) / 60_000) + setup
    const bands = offpeak === 0 ? 'peak' : peak === 0 ? 'offpeak' : inPeak ? 'peak+offpeak' : 'offpeak+peak'
    const { perMinute } = peakRate
    const explanation = { prefix, setup, peak, offpeak, peakRate: perMinute, offpeakRate: offpeakRate.perMinute }
    return { amount, billed, zone: names[zone] ?? '', bands, explanation }
  }
}

export function longestPrefix(trie: Int32Array, to: string): number {
  let node = 0
  let prefix = 0
  for (let i = 0; i < to.length; i++) {
    node = trie[node + to.charCodeAt(i) - 48] ?? 0
    if (node === 0) break
    prefix = trie[node + 10] || prefix
  }
  return prefix
}

interface Billed {
  readonly startedAt: number
  readonly local: number
  readonly inPeak: boolean
  readonly firstMs: number
  readonly nextMs: number
  readonly billed: number
}

/** Peak is on weekdays from 8 to 20 o'clock, except on holidays. */
export class BandClock {
  readonly #clock = zoneOffsets(CLOCK)
  readonly #holidays = new Set(HOLIDAYS.map(day => Temporal.PlainDate.from('1970-01-01').until(day).days))

  local(epochMs: number): number {
    return epochMs + this.#clock.offsetMs(epochMs)
  }

  isPeak(local: number): boolean {
    const day = Math.floor(local / DAY_MS)
    if ((day + 3) % 7 >= 5 || this.#holidays.has(day)) return false
    const ofDay = local % DAY_MS
    return ofDay >= OPENS_MS && ofDay < CLOSES_MS
  }

  /** Milliseconds of the increments that start in peak. */
  peakPart({ startedAt, local, inPeak, firstMs, nextMs, billed }: Billed): number {
    let peak = 0
    let at = local
    let within = inPeak
    for (let done = 0; ; ) {
      let end = done === 0 ? firstMs : done
      const edge = done + untilEdge(at)
      if (end < edge) end += Math.ceil((edge - end) / nextMs) * nextMs
      if (end > billed) end = billed
      if (within) peak += end - done
      if (end === billed) return peak
      done = end
      at = this.local(startedAt + done)
      within = this.isPeak(at)
    }
  }
}

/** Milliseconds until the band may change. */
export function untilEdge(local: number): number {
  const ofDay = local % DAY_MS
  if (ofDay < OPENS_MS) return OPENS_MS - ofDay
  return (ofDay < CLOSES_MS ? CLOSES_MS : DAY_MS) - ofDay
}

export function trieOf(prefixes: readonly string[]): Int32Array {
  const trie = new Int32Array(11 * (1 + prefixes.reduce((sum, { length }) => sum + length, 0)))
  let used = 11
  prefixes.forEach((prefix, index) => {
    let node = 0
    for (const digit of prefix) {
      const link = node + Number(digit)
      if (trie[link] === 0) {
        trie[link] = used
        used += 11
      }
      node = trie[link] ?? 0
    }
    trie[node + 10] = index + 1
  })
  return trie
}
