// The bound: what a careful programmer would write for this one plan, with the same counters and an explanation in numbers.
import { BandClock, longestPrefix, trieOf, untilEdge } from '../rating/rating-by-hand.ts'
import {
  CAP,
  GB,
  INCLUDED_BYTES,
  INCLUDED_MS,
  LONG_MS,
  MONTHS,
  OFF_PERCENT,
  startMs,
  TIERS,
  type WholeFixture,
  type WholeUse
} from './whole-fixture.ts'

export interface SettledByHand {
  /** Micro: before allowances, as rated usage is told when it arrives, and in the end. */
  readonly gross: number
  readonly amount: number
  readonly billed: number
  readonly zone: string
  readonly bands: string
  readonly explanation: WholeExplanation
}

interface WholeExplanation {
  readonly prefix: number
  readonly setup: number
  /** Milliseconds that the tariff priced. */
  readonly peak: number
  readonly offpeak: number
  readonly peakRate: number
  readonly offpeakRate: number
  /** Ticks from what was left of the cycle before, and of this one. */
  readonly rolled: number
  readonly own: number
  /** Null of a call. */
  readonly tiers: readonly TierShare[] | null
  /** Micro, not positive. */
  readonly offer: number
  readonly cap: number
}

interface TierShare {
  readonly tier: number
  readonly ticks: number
  readonly micro: number
}

/** Of one subscription in its cycle. */
interface Counters {
  cycle: number
  rolled: number
  voice: number
  data: number
  /** Milliseconds of voice, bytes that tiers count, micro. */
  used: number
  counted: number
  spent: number
}

interface Usage extends Omit<WholeExplanation, 'offer' | 'cap'> {
  readonly billed: number
  readonly zone: string
  readonly bands: string
  readonly gross: number
  readonly net: number
}

export class WholeByHand {
  readonly #trie: Int32Array
  readonly #zones: Int32Array
  readonly #names: readonly string[]
  readonly #rates: WholeFixture['rates']
  readonly #clock = new BandClock()
  readonly #cycles = MONTHS.map(startMs)
  readonly #counters = new Map<string, Counters>()

  constructor({ rates, rows }: WholeFixture) {
    this.#trie = trieOf(rows.map(({ prefix }) => prefix))
    this.#zones = Int32Array.from(rows, ({ zone }) => zone)
    this.#names = rates.map((_, zone) => `zone-${zone}`)
    this.#rates = rates
  }

  begin(): void {
    this.#counters.clear()
  }

  settle({ event, service, subscription }: WholeUse): SettledByHand | null {
    const counters = this.#countersOf(subscription, event.startedAt)
    const used = service === 'voice' ? this.#call(event, counters) : data(event.quantity, counters)
    if (used === null) return null
    const { billed, zone, bands, gross, net, ...base } = used
    let offer = 0
    if (service === 'voice') {
      if (counters.used >= LONG_MS) offer = -Math.floor((net * OFF_PERCENT + 50) / 100)
      counters.used += billed
    }
    const open = net + offer
    const cap = Math.min(0, CAP - counters.spent - open)
    const amount = open + cap
    counters.spent += amount
    return { gross, amount, billed, zone, bands, explanation: { ...base, offer, cap } }
  }

  #countersOf(subscription: string, startedAt: number): Counters {
    let counters = this.#counters.get(subscription)
    if (counters === undefined) {
      counters = { cycle: 0, rolled: 0, voice: INCLUDED_MS, data: INCLUDED_BYTES, used: 0, counted: 0, spent: 0 }
      this.#counters.set(subscription, counters)
    }
    while (startedAt >= (this.#cycles[counters.cycle + 1] ?? Infinity)) {
      counters.cycle += 1
      counters.rolled = counters.voice
      counters.voice = INCLUDED_MS
      counters.data = INCLUDED_BYTES
      counters.used = counters.counted = counters.spent = 0
    }
    return counters
  }

  #call({ startedAt, quantity, to }: WholeUse['event'], counters: Counters): Usage | null {
    const prefix = longestPrefix(this.#trie, to)
    const zone = this.#zones[prefix - 1] ?? 0
    const pair = this.#rates[zone]
    if (prefix === 0 || pair === undefined) return null
    const local = this.#clock.local(startedAt)
    const inPeak = this.#clock.isPeak(local)
    const [peakRate, offpeakRate] = pair
    const { setup: fixed, first, next } = inPeak ? peakRate : offpeakRate
    const [firstMs, nextMs] = [first * 1000, next * 1000]
    const billed = quantity <= firstMs ? firstMs : firstMs + Math.ceil((quantity - firstMs) / nextMs) * nextMs
    const rolled = Math.min(counters.rolled, billed)
    const own = Math.min(counters.voice, billed - rolled)
    counters.rolled -= rolled
    counters.voice -= own
    const covered = rolled + own
    const call = { startedAt, local, inPeak, firstMs, nextMs, billed, covered }
    const { both, inAll, peak } = peakBeyond(this.#clock, call)
    const offpeak = billed - covered - peak
    const setup = billed > covered ? fixed : 0
    const gross = fixed + priceOfTime(inAll, billed - inAll, pair)
    const net = covered === 0 ? gross : setup + priceOfTime(peak, offpeak, pair)
    const bands = both ? (inPeak ? 'peak+offpeak' : 'offpeak+peak') : inPeak ? 'peak' : 'offpeak'
    const rates = { peakRate: peakRate.perMinute, offpeakRate: offpeakRate.perMinute }
    return {
      billed,
      zone: this.#names[zone] ?? '',
      bands,
      gross,
      net,
      prefix,
      setup,
      peak,
      offpeak,
      ...rates,
      rolled,
      own,
      tiers: null
    }
  }
}

interface Call {
  readonly startedAt: number
  readonly local: number
  readonly inPeak: boolean
  readonly firstMs: number
  readonly nextMs: number
  readonly billed: number
  readonly covered: number
}

function priceOfTime(peak: number, offpeak: number, [peakRate, offpeakRate]: WholeFixture['rates'][number]): number {
  return Math.floor((peak * peakRate.perMinute + offpeak * offpeakRate.perMinute + 30_000) / 60_000)
}

/** Milliseconds of the increments that start in peak, and those beyond what is covered; whether the call meets both bands. */
function peakBeyond(
  clock: BandClock,
  { billed, covered, firstMs, inPeak, local, nextMs, startedAt }: Call
): { readonly inAll: number; readonly peak: number; readonly both: boolean } {
  let [inAll, peak, at, within, both] = [0, 0, local, inPeak, false]
  for (let done = 0; ; ) {
    let end = done === 0 ? firstMs : done
    const edge = done + untilEdge(at)
    if (end < edge) end += Math.ceil((edge - end) / nextMs) * nextMs
    if (end > billed) end = billed
    if (within) {
      inAll += end - done
      if (end > covered) peak += end - Math.max(done, covered)
    }
    if (end === billed) return { inAll, peak, both }
    done = end
    at = clock.local(startedAt + done)
    within = clock.isPeak(at)
    both ||= within !== inPeak
  }
}

function data(bytes: number, counters: Counters): Usage {
  const own = Math.min(counters.data, bytes)
  counters.data -= own
  const tiers = tiersOf(counters.counted, bytes - own)
  counters.counted += bytes - own
  const net = tiers.reduce((sum, { micro }) => sum + micro, 0)
  const none = { prefix: 0, setup: 0, peak: 0, offpeak: 0, peakRate: 0, offpeakRate: 0, rolled: 0 }
  return { billed: bytes, zone: '', bands: '', gross: 0, net, ...none, own, tiers }
}

function tiersOf(before: number, ticks: number): TierShare[] {
  const shares: TierShare[] = []
  const after = before + ticks
  let lower = 0
  for (let tier = 0; tier < TIERS.length; tier++) {
    const [upTo = 0, perGb = 0] = TIERS[tier] ?? []
    const from = Math.max(before, lower)
    const until = Math.min(after, upTo)
    if (until > from) {
      const micro = priceOf(until - lower, perGb) - priceOf(from - lower, perGb)
      shares.push({ tier, ticks: until - from, micro })
    }
    lower = upTo
  }
  return shares
}

/** Prices are whole micro for two thousand bytes, so that nothing is larger than a number holds. */
function priceOf(bytes: number, perGb: number): number {
  const perBlock = perGb / (GB / BLOCK)
  return Math.floor((2 * bytes * perBlock + BLOCK) / (2 * BLOCK))
}

const BLOCK = 2000
