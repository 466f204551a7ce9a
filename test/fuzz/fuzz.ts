// `npm run fuzz -- --seed 7 --count 100000`: damaged and generated rules through everything that reads rules.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import type { WorkerData, WorkerFailure } from './fuzz-worker.ts'
import { Fuzzer } from './fuzzer.ts'

const WORKERS = 2
/** A file must be judged within a second of processor time; beyond this on the clock a worker is taken to hang. */
const HANGS_AFTER_MS = 60_000
const TELL_EVERY_MS = 5_000
const SAVED = 'data/fuzz'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    count: { type: 'string', default: '100000' },
    /** Only this case, with its files printed. */
    only: { type: 'string' }
  }
})
const seed = Number(values.seed)
const count = Number(values.count)

async function main(): Promise<boolean> {
  if (values.only !== undefined) return tryOne(Number(values.only))
  console.log(`seed ${seed}, ${count} files`)
  const began = performance.now()
  const fleet = Array.from({ length: WORKERS }, (_, first) => startWorker(first))
  const tell = setInterval(() => {
    const tried = fleet.reduce((sum, { counts }) => sum + (counts[1] ?? 0), 0)
    console.error(`${tried} of ${count}, ${Math.round((performance.now() - began) / 1000)} s`)
  }, TELL_EVERY_MS)
  const fine = await Promise.all(fleet.map(({ finished }) => finished))
  clearInterval(tell)
  const [tried, compiled] = [1, 2].map(at => fleet.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0))
  const failures = fine.reduce((sum, failed) => sum + failed, 0)
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(JSON.stringify({ fuzz: 'rules', seed, files: tried, compiled, failures, seconds }))
  return failures === 0 && tried === count
}

interface Running {
  readonly counts: Int32Array
  /** How many failures it found. */
  readonly finished: Promise<number>
}

function startWorker(first: number): Running {
  const counts = new Int32Array(new SharedArrayBuffer(12))
  const workerData: WorkerData = { seed, first, count, step: WORKERS, counts }
  const worker = new Worker(new URL('./fuzz-worker.ts', import.meta.url), { workerData })
  let failures = 0
  worker.on('message', (failure: WorkerFailure) => {
    failures++
    save(failure)
  })
  const finished = new Promise<number>((resolve, reject) => {
    const watch = watchOver(counts, index => {
      console.error(`case ${index} hangs: npm run fuzz -- --seed ${seed} --only ${index}`)
      void worker.terminate()
      resolve(failures + 1)
    })
    worker.on('error', reject)
    worker.on('exit', () => {
      clearInterval(watch)
      resolve(failures)
    })
  })
  return { counts, finished }
}

function watchOver(counts: Int32Array, hangs: (index: number) => void): NodeJS.Timeout {
  let last = { index: -1, since: performance.now() }
  return setInterval(() => {
    const index = Atomics.load(counts, 0)
    if (index !== last.index) last = { index, since: performance.now() }
    else if (index >= 0 && performance.now() - last.since > HANGS_AFTER_MS) hangs(index)
  }, 1_000)
}

function save({ index, kind, failure, detail, files }: WorkerFailure): void {
  const folder = join(SAVED, `${seed}-${index}`)
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  writeFileSync(
    join(folder, 'failure.txt'),
    `npm run fuzz -- --seed ${seed} --only ${index}\n${kind}\n${failure}\n${detail}\n`
  )
  console.error(`case ${index} (${kind}): ${failure}: ${detail.split('\n')[0]} -> ${folder}`)
}

async function tryOne(index: number): Promise<boolean> {
  const fuzzer = await Fuzzer.open()
  const { kind, files, touched } = fuzzer.caseOf(seed, index)
  console.log(`seed ${seed}, case ${index}: ${kind}`)
  for (const path of touched) console.log(`--- ${path}\n${files.get(path) ?? ''}`)
  const failure = await fuzzer.try(seed, index)
  if (failure === null) console.log('--- all that must hold does')
  else save(failure)
  return failure === null
}

process.exitCode = (await main()) ? 0 : 1
