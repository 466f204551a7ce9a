// The same events by two ways in one process, in turn, so that what disturbs one disturbs the other.
import { hundredths } from './hundredths.ts'
import { median } from './median.ts'

const ROUNDS = 15
const WARM_UP = 3

/** Each goes through all events, and answers with a sum of what it found, so that no engine leaves any of it out. */
interface Ways {
  ours(): number
  bound(): number
}

interface Round {
  /** Events a second. */
  readonly rate: number
  /** Of the processor, with what the engine does beside: others on the machine take nothing off it. */
  readonly cpuMs: number
}

export function sideBySide(bench: string, events: number, ways: Ways) {
  const [ours, bound]: [Round[], Round[]] = [[], []]
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const both = [timed(events, () => ways.ours()), timed(events, () => ways.bound())] as const
    if (round < WARM_UP) continue
    ours.push(both[0])
    bound.push(both[1])
  }
  const [mine, theirs] = [ours, bound].map(rounds => median(rounds.map(({ rate }) => rate)))
  return {
    bench,
    ratio: hundredths((mine ?? 0) / (theirs ?? 0)),
    cpu_ratio: hundredths(median(ours.map(({ cpuMs }, round) => (bound[round]?.cpuMs ?? 0) / cpuMs))),
    ours: Math.round(mine ?? 0),
    bound: Math.round(theirs ?? 0),
    unit: 'events/s',
    rss_mb: Math.round(process.memoryUsage().rss / 1e6)
  }
}

function timed(events: number, work: () => number): Round {
  const before = process.cpuUsage()
  const start = performance.now()
  if (!Number.isFinite(work())) throw new Error('a sum is not finite')
  const rate = (events * 1000) / (performance.now() - start)
  return { rate, cpuMs: process.cpuUsage(before).user / 1000 }
}
