// Events rated in memory with their explanation, one core: the generated code against the same decision written by hand.
import { rateByHand } from './rating-by-hand.ts'
import { ratingFixture } from './rating-fixture.ts'

const EVENTS = 200_000
const ROUNDS = 15
const WARM_UP = 3

export interface BenchResult {
  readonly bench: string
  readonly ratio: number
  readonly ours: number
  readonly bound: number
  readonly unit: string
  readonly rss_mb: number
}

export async function run(): Promise<BenchResult> {
  const fixture = ratingFixture(EVENTS)
  const { events, tariff } = fixture
  const byHand = rateByHand(fixture)
  for (const event of events) {
    const ours = tariff.rate(event)
    const theirs = byHand(event)
    const same = ours.ok && theirs !== null && ours.amount === theirs.amount && ours.billed === theirs.billed
    if (!same || ours.bands !== theirs.bands)
      throw new Error(`the two disagree on ${JSON.stringify({ event, ours, theirs })}`)
  }
  const ours: number[] = []
  const bound: number[] = []
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const first = perSecond(() => {
      let sum = 0
      for (const event of events) {
        const outcome = tariff.rate(event)
        if (outcome.ok) sum += outcome.amount + outcome.trace.length
      }
      return sum
    })
    const second = perSecond(() => {
      let sum = 0
      for (const event of events) {
        const outcome = byHand(event)
        if (outcome !== null) sum += outcome.amount + outcome.explanation.prefix
      }
      return sum
    })
    if (round < WARM_UP) continue
    ours.push(first)
    bound.push(second)
  }
  const ratio = Math.round((median(ours) / median(bound)) * 100) / 100
  const rss = Math.round(process.memoryUsage().rss / 1e6)
  return {
    bench: 'rating',
    ratio,
    ours: Math.round(median(ours)),
    bound: Math.round(median(bound)),
    unit: 'events/s',
    rss_mb: rss
  }
}

function perSecond(work: () => number): number {
  const start = performance.now()
  if (!Number.isFinite(work())) throw new Error('a sum is not finite')
  return (EVENTS * 1000) / (performance.now() - start)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}

if (import.meta.main) console.log(JSON.stringify(await run()))
