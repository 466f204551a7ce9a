// Tries every so many-th case and tells the main thread of failures; counts in shared memory, so that a hang is seen from outside.
import { parentPort, workerData } from 'node:worker_threads'
import { type Failure, Fuzzer } from './fuzzer.ts'

export interface WorkerData {
  readonly seed: number
  readonly first: number
  readonly count: number
  readonly step: number
  /** Of this worker: [the index at work or -1, cases tried, cases that compiled]. */
  readonly counts: Int32Array
}

export type WorkerFailure = Failure

const { seed, first, count, step, counts } = workerData as WorkerData
const fuzzer = await Fuzzer.open()
const known = new Set<string>()
for (let index = first; index < count; index += step) {
  Atomics.store(counts, 0, index)
  const failure = await fuzzer.try(seed, index, known)
  Atomics.store(counts, 1, fuzzer.tried.cases)
  Atomics.store(counts, 2, fuzzer.tried.compiled)
  if (failure === null) continue
  known.add(failure.failure)
  parentPort?.postMessage(failure satisfies WorkerFailure)
}
Atomics.store(counts, 0, -1)
