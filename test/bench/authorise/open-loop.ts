// An open loop: work begins at its time whether or not the work before it is done, and is late from then on.

export interface LoopResult {
  /** Milliseconds from the time at which each was to begin until it was done. */
  readonly p50: number
  readonly p99: number
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
  let errors = 0
  const begun = performance.now()
  const one = async (index: number): Promise<void> => {
    const due = begun + (index * 1000) / rate
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
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.floor(count * share)] ?? 0) * 10) / 10
  return { p50: at(0.5), p99: at(0.99), errors, rate: Math.round(count / ((performance.now() - begun) / 1000)) }
}
