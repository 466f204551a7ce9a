// Judges every so many-th life and tells the main thread what came of it; a life that fails is made small first.
import { parentPort, workerData } from 'node:worker_threads'
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { type AnyLife, anyLife } from './any-life.ts'
import { NO_LIFE, openJudge, type Verdict } from './judge-life.ts'
import { shrinkLife } from './shrink-life.ts'

export interface WorkerData {
  readonly seed: number
  readonly steps: number
  readonly first: number
  /** Numbers below this. */
  readonly lives: number
  readonly stride: number
}

export interface WorkerNews extends Verdict {
  readonly index: number
  /** Of a life that fails: what its shortest form says, and that form. */
  readonly smallest: AnyLife | null
}

const { first, lives, seed, steps, stride } = workerData as WorkerData
const loaded = await loadPlugins()
if (!loaded.ok) throw new Error(loaded.problems.map(({ cause, file }) => `${file}: ${cause}`).join('\n'))
const { judge } = openJudge(loaded.registry)

async function stillFails(life: AnyLife): Promise<boolean> {
  const { failure } = await judge(life)
  return failure !== null && !failure.startsWith(NO_LIFE)
}

for (let index = first; index < lives; index += stride) {
  const life = anyLife(seed, index, steps)
  const verdict = await judge(life)
  const failed = verdict.failure !== null
  const smallest = failed ? await shrinkLife(life, stillFails) : null
  const failure = smallest === null ? null : (await judge(smallest)).failure
  parentPort?.postMessage({ ...verdict, failure, index, smallest } satisfies WorkerNews)
}
