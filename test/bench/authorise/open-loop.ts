// An open loop: work begins at its time whether or not the work before it is done, and is late from then on.

export interface LoopResult {
  /** Milliseconds from the time at which each was to begin until it was done. */
  readonly p50: number
  readonly p99: number
  /** Of a hundredth, by how much the loop itself began later than it was to: its own delay, which is in the others. */
  readonly late: number
  readonly errors: number
  /** Done in a second. */
  readonly rate: number
}

const TICK_MS = 1

export async function openLoop(
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
  work: (index: number) => Promise<void>
): Promise<LoopResult> {
  const count = rate * seconds
  const times: number[] = []
  const delays: number[] = []
  let errors = 0
  const begun = performance.now()
  const one = async (index: number): Promise<void> => {
    const due = begun + (index * 1000) / rate
    delays.push(performance.now() - due)
    await work(index).catch(() => void errors++)
    times.push(performance.now() - due)
  }
  const running: Promise<void>[] = []
  while (running.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - begun) * rate) / 1000))
    while (running.length < due) running.push(one(running.length))
    await new Promise(resolve => setTimeout(resolve, TICK_MS))
  }
  await Promise.all(running)
  const taken = (performance.now() - begun) / 1000
  const [p50, p99, late] = [shareOf(times, 0.5), shareOf(times, 0.99), shareOf(delays, 0.99)]
  return { p50, p99, late, errors, rate: Math.round(count / taken) }
}

/** To a tenth of a millisecond. */
function shareOf(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round((sorted[Math.floor(times.length * share)] ?? 0) * 10) / 10
}
