// Judges the lives that the main thread names, one after the other, and tells what came of each; a life that fails is made small first.
import { parentPort, workerData } from 'node:worker_threads'
import { loadPlugins } from '@farthing/kernel/plugin-host'
import { type AnyLife, anyLife } from './any-life.ts'
import { openJudge, type Verdict } from './judge-life.ts'
import { NO_LIFE } from './play-life.ts'
import { shrinkLife } from './shrink-life.ts'

export interface WorkerData {
  readonly seed: number
  readonly steps: number
}

/** The number of the next life; null: there is none. */
export type NextLife = number | null

export interface JudgedLife extends Verdict {
  readonly index: number
  /** Of a life that fails: what its shortest form says, and that form. */
  readonly smallest: AnyLife | null
}

/** 'ready': for its first life. */
export type WorkerNews = 'ready' | JudgedLife

const { seed, steps } = workerData as WorkerData
const loaded = await loadPlugins()
if (!loaded.ok) throw new Error(loaded.problems.map(({ cause, file }) => `${file}: ${cause}`).join('\n'))
const { judge } = openJudge(loaded.registry)

async function stillFails(life: AnyLife): Promise<boolean> {
  const { failure } = await judge(life)
  return failure !== null && !failure.startsWith(NO_LIFE)
}

async function judged(index: number): Promise<JudgedLife> {
  const life = anyLife(seed, index, steps)
  const verdict = await judge(life)
  const smallest = verdict.failure === null ? null : await shrinkLife(life, stillFails)
  const failure = smallest === null ? null : (await judge(smallest)).failure
  return { ...verdict, failure, index, smallest }
}

const port = parentPort
if (port === null) throw new Error('it is a worker of properties.ts')
const tell = (news: WorkerNews): void => port.postMessage(news)
port.on('message', async (next: NextLife) => {
  if (next === null) port.close()
  else tell(await judged(next))
})
tell('ready')
