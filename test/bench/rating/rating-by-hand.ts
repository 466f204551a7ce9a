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

const OPENS = 8 * 60
const CLOSES = 20 * 60
const DAY_MS = 86_400_000

export function rateByHand({ rows, rates }: RatingFixture): (event: RatingEvent) => RatedByHand | null {
  const trie = trieOf(rows.map(({ prefix }) => prefix))
  const zones = Int32Array.from(rows, ({ zone }) => zone)
  const names = rates.map((_, zone) => `zone-${zone}`)
  const clock = zoneOffsets(CLOCK)
  const epoch = Temporal.PlainDate.from('1970-01-01')
  const holidays = new Set(HOLIDAYS.map(day => epoch.until(day).days))
  const isPeak = (localMs: number): boolean => {
    const day = Math.floor(localMs / DAY_MS)
    if ((day + 3) % 7 >= 5 || holidays.has(day)) return false
    const minute = Math.floor((localMs % DAY_MS) / 60_000)
    return minute >= OPENS && minute < CLOSES
  }
  /** Milliseconds until the band may change. */
  const untilEdge = (localMs: number): number => {
    const ofDay = localMs % DAY_MS
    if (ofDay < OPENS * 60_000) return OPENS * 60_000 - ofDay
    return (ofDay < CLOSES * 60_000 ? CLOSES * 60_000 : DAY_MS) - ofDay
  }
  return ({ startedAt, quantity, to }) => {
    let node = 0
    let prefix = 0
    for (let i = 0; i < to.length; i++) {
      node = trie[node + to.charCodeAt(i) - 48] ?? 0
      if (node === 0) break
      prefix = trie[node + 10] || prefix
    }
    if (prefix === 0) return null
    const zone = zones[prefix - 1] ?? 0
    const rate = rates[zone]
    if (rate === undefined) return null
    let local = startedAt + clock.offsetMs(startedAt)
    const peak = isPeak(local)
    const { setup, first, next } = peak ? rate[0] : rate[1]
    const firstMs = first * 1000
    const nextMs = next * 1000
    const billed = quantity <= firstMs ? firstMs : firstMs + Math.ceil((quantity - firstMs) / nextMs) * nextMs
    let peakMs = 0
    let offpeakMs = 0
    let done = 0
    let inPeak = peak
    for (;;) {
      let end = done === 0 ? firstMs : done
      const edge = done + untilEdge(local)
      if (end < edge) end += Math.ceil((edge - end) / nextMs) * nextMs
      if (end > billed) end = billed
      if (inPeak) peakMs += end - done
      else offpeakMs += end - done
      if (end === billed) break
      done = end
      local = startedAt + done + clock.offsetMs(startedAt + done)
      inPeak = isPeak(local)
    }
    const sum = peakMs * rate[0].perMinute + offpeakMs * rate[1].perMinute
    const amount = Math.floor((sum + 30_000) / 60_000) + setup
    const bands = offpeakMs === 0 ? 'peak' : peakMs === 0 ? 'offpeak' : peak ? 'peak+offpeak' : 'offpeak+peak'
    const explanation = {
      prefix,
      setup,
      peak: peakMs,
      offpeak: offpeakMs,
      peakRate: rate[0].perMinute,
      offpeakRate: rate[1].perMinute
    }
    return { amount, billed, zone: names[zone] ?? '', bands, explanation }
  }
}

function trieOf(prefixes: readonly string[]): Int32Array {
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
