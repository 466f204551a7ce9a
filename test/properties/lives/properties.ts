// `npm run properties -- --lives 10000 --seed 7`: lives in which everything happens, each told and billed in four ways, judged on two threads.
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { ALL_KINDS } from './kinds-of-facts.ts'
import { addKinds, kindsTable, type Tally } from './kind-tally.ts'
import { LifeRange } from './life-range.ts'
import type { JudgedLife, NextLife, WorkerData, WorkerNews } from './properties-worker.ts'

const WORKERS = 2
/** What a life takes is garbage soon after: with room for it little is copied. */
const YOUNG_MB = 192
const TELL_EVERY_MS = 10_000

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    lives: { type: 'string', default: '1000' },
    steps: { type: 'string', default: '200' },
    /** The number of the first; `lives` is still the end. */
    from: { type: 'string', default: '0' },
    /** Only the life of this number. */
    only: { type: 'string' }
  }
})

function refuse(problem: string): never {
  console.error(problem)
  process.exit(2)
}

function whole(name: keyof typeof values, least: number): number {
  const value = values[name] ?? ''
  if (/^\d{1,9}$/.test(value) && Number(value) >= least) return Number(value)
  return refuse(`--${name} is '${value}', which is no whole number from ${least} on`)
}

const seed = whole('seed', 0)
const steps = whole('steps', 1)
const range =
  values.only === undefined
    ? new LifeRange(whole('from', 0), whole('lives', 1))
    : new LifeRange(whole('only', 0), whole('only', 0) + 1)
const { end, first } = range
if (first >= end)
  refuse(`--from ${first} is not below --lives ${end}: lives are numbered from 0, and --lives is the end`)

/** A run of so many lives has every kind of step in it. */
const ENOUGH_LIVES = 1_000
const tally: Tally = new Map(ALL_KINDS.map(kind => [kind, { played: 0, refused: 0 }]))
const sum = { compared: 0, invoices: 0, failures: 0 }
const again = `npm run properties -- --seed ${seed} --steps ${steps}`

function add({ compared, failure, index, invoices, kinds, smallest }: JudgedLife): void {
  range.judge(index)
  addKinds(tally, kinds)
  sum.compared += compared
  sum.invoices += invoices
  if (failure === null) return
  sum.failures++
  console.log(`life ${index}: ${failure}`)
  console.log(`  ${again} --only ${index}`)
  console.log(`  the shortest life that fails: ${JSON.stringify(smallest)}`)
}

function judgeOnThread(): Promise<void> {
  const workerData: WorkerData = { seed, steps }
  const worker = new Worker(new URL('./properties-worker.ts', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB }
  })
  worker.on('message', (news: WorkerNews) => {
    if (news !== 'ready') add(news)
    worker.postMessage(range.take() satisfies NextLife)
  })
  return new Promise((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => resolve())
  })
}

const began = performance.now()
const seconds = (): number => Math.round((performance.now() - began) / 1000)

function tellSum(): void {
  console.log(JSON.stringify({ properties: 'lives', seed, judged: range.judged, ...sum, seconds: seconds() }))
  console.log(kindsTable(tally))
  console.log(`${range} of seed ${seed}, with ${steps} steps, judged: ${sum.failures} failed`)
}

/** Lives under way are judged again by who goes on. */
function breakOff(): void {
  tellSum()
  if (range.missing < end) console.log(`broken off; it goes on with\n  ${again} --from ${range.missing} --lives ${end}`)
  process.exit(sum.failures === 0 ? 130 : 1)
}
process.on('SIGINT', breakOff)
process.on('SIGTERM', breakOff)

console.log(`seed ${seed}, lives ${first} to ${end - 1}, each of ${steps} steps`)
const tell = setInterval(() => console.error(`${range.judged} of ${end - first}, ${seconds()} s`), TELL_EVERY_MS)
await Promise.all(Array.from({ length: WORKERS }, judgeOnThread))
clearInterval(tell)
tellSum()
const never = [...tally].filter(([, { played }]) => played === 0).map(([kind]) => kind)
const isWhole = end - first < ENOUGH_LIVES || never.length === 0
if (!isWhole) console.log(`never played: ${never.join(', ')}`)
process.exitCode = sum.failures === 0 && range.missing === end && isWhole ? 0 : 1
