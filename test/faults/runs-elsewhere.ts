// Bill runs whose chunks are done by worker processes, some of which are killed.
import { setTimeout as wait } from 'node:timers/promises'
import { type BillingRun, BillingRunService } from '@farthing/kernel'
import type { TestKernel } from '@farthing/testing'
import { type Elsewhere, elsewhere } from './elsewhere.ts'

const SETTLED_MS = 90_000

/** Takes chunks of all runs until it is ended. */
export function worker(kernel: TestKernel, now: string): Elsewhere {
  return elsewhere('work-on-runs.ts', kernel.url, now)
}

export async function ended({ child, gone }: Elsewhere, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  child.kill(signal)
  await gone
}

/** Starts a worker, and kills it when it has done some chunks and not all. */
export async function killedInTheMiddle(kernel: TestKernel, id: string, now: string): Promise<void> {
  const before = (await kernel.get(BillingRunService).find(id))?.chunksDone ?? 0
  const doomed = worker(kernel, now)
  const seen = await until(kernel, id, run => run.chunksDone >= before + 3)
  await ended(doomed)
  expect(seen.chunksDone).toBeLessThan(seen.chunks)
}

export function untilOver(kernel: TestKernel, id: string): Promise<BillingRun> {
  return until(kernel, id, ({ status }) => status !== 'generating' && status !== 'issuing')
}

async function until(kernel: TestKernel, id: string, reached: (run: BillingRun) => boolean): Promise<BillingRun> {
  const begun = performance.now()
  for (;;) {
    const run = await kernel.get(BillingRunService).find(id)
    if (run !== undefined && reached(run)) return run
    if (performance.now() - begun > SETTLED_MS) throw new Error(`the run stays ${JSON.stringify(run)}`)
    await wait(5)
  }
}
