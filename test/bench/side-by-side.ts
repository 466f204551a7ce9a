// The same events by two ways in one process, in turn, so that what disturbs one disturbs the other.
import { median } from './median.ts'

const ROUNDS = 15
const WARM_UP = 3

/** Each goes through all events, and answers with a sum of what it found, so that no engine leaves any of it out. */
interface Ways {
  ours(): number
  bound(): number
}

export function sideBySide(bench: string, events: number, ways: Ways) {
  const [ours, bound]: [number[], number[]] = [[], []]
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const rates = [perSecond(events, () => ways.ours()), perSecond(events, () => ways.bound())] as const
    if (round < WARM_UP) continue
    ours.push(rates[0])
    bound.push(rates[1])
  }
  return {
    bench,
    ratio: Math.round((median(ours) / median(bound)) * 100) / 100,
    ours: Math.round(median(ours)),
    bound: Math.round(median(bound)),
    unit: 'events/s',
    rss_mb: Math.round(process.memoryUsage().rss / 1e6)
  }
}

function perSecond(events: number, work: () => number): number {
  const start = performance.now()
  if (!Number.isFinite(work())) throw new Error('a sum is not finite')
  return (events * 1000) / (performance.now() - start)
}
