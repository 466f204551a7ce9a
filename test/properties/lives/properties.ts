// `npm run properties -- --lives 10000 --seed 7`: lives in which everything happens, each told and billed in four ways, judged on two threads.
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { ALL_KINDS } from './kinds-of-facts.ts'
import { addKinds, kindsTable, type Tally } from './kind-tally.ts'
import type { WorkerData, WorkerNews } from './properties-worker.ts'

const WORKERS = 2
/** What a life takes is garbage soon after: with room for it little is copied. */
const YOUNG_MB = 192
const TELL_EVERY_MS = 10_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    lives: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '200' },
    /** Only the life of this number. */
    only: { type: 'string' }
  }
})

function whole(name: 'seed' | 'lives' | 'steps' | 'only', least: number): number {
  const value = values[name] ?? ''
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value)
  console.error(`--${name} is '${value}', which is no whole number from ${least} on`)
  process.exit(2)
}

const seed = whole('seed', 0)
const steps = whole('steps', 1)
const first = values.only === undefined ? 0 : whole('only', 0)
const lives = values.only === undefined ? whole('lives', 1) : first + 1

/** A run of so many lives has every kind of step in it. */
const ENOUGH_LIVES = 1_000
const tally: Tally = new Map(ALL_KINDS.map(kind => [kind, { played: 0, refused: 0 }]))
const sum = { judged: 0, compared: 0, invoices: 0, failures: 0 }

function judgeOn(offset: number): Promise<void> {
  const workerData: WorkerData = { seed, steps, first: first + offset, lives, stride: WORKERS }
  const worker = new Worker(new URL('./properties-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB }
  })
  worker.on('message', ({ compared, failure, invoices, index, kinds, smallest }: WorkerNews) => {
    sum.judged++
    addKinds(tally, kinds)
    sum.compared += compared
    sum.invoices += invoices
    if (failure === null) return
    sum.failures++
    console.log(`life ${index}: ${failure}`)
    console.log(`  npm run properties -- --seed ${seed} --steps ${steps} --only ${index}`)
    console.log(`  the shortest life that fails: ${JSON.stringify(smallest)}`)
  })
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })
}

const began = performance.now()
const seconds = (): number => Math.round((performance.now() - began) / 1000)
console.log(`seed ${seed}, ${lives - first} lives of ${steps} steps`)
const tell = setInterval(() => console.error(`${sum.judged} of ${lives - first}, ${seconds()} s`), TELL_EVERY_MS)
await Promise.all(Array.from({ length: WORKERS }, (_, offset) => judgeOn(offset)))
clearInterval(tell)
console.log(JSON.stringify({ properties: 'lives', seed, ...sum, seconds: seconds() }))
console.log(kindsTable(tally))
const never = [...tally].filter(([, { played }]) => played === 0).map(([kind]) => kind)
const isWhole = lives - first < ENOUGH_LIVES || never.length === 0
if (!isWhole) console.log(`never played: ${never.join(', ')}`)
process.exitCode = sum.failures === 0 && sum.judged === lives - first && isWhole ? 0 : 1
