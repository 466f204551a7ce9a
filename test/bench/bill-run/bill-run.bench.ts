// Bill runs: charges computed, invoices, lines, postings and outbox durable; against PostgreSQL alone taking the same rows by COPY.
// `--full` measures memory at 100,000 accounts instead of 10,000.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule, MovableClock, Persistence } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'
import { billAll } from './bill-all.ts'
import { makeSample, NOW, publishSample } from './bill-run-sample.ts'
import { putRows, takeRows } from './copy-same-rows.ts'
import { type BenchResult, result, seconds } from './measured-runs.ts'
import { WorkerFleet } from './worker-fleet.ts'

/** So many that the last chunk, on which only one of two workers is busy, weighs little. */
const ACCOUNTS = 12_000
const ROUNDS = 3
const FEW = 1_000
const MANY = 10_000
const FULL = 100_000

export async function run(full = false): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const kernel = KernelModule.forRoot({ clock: new MovableClock(NOW), database: { url: server.url } })
  const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  try {
    await publishSample(app)
    await makeSample(app, app.get(Persistence), ACCOUNTS)
    const single = await againstCopy(app)
    const double = await twoAgainstOne(app, server.url)
    const memory = await memoryOf(app, server.url, full ? FULL : MANY)
    return [{ ...single, ...memory }, double]
  } finally {
    await app.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Two chunks at once, so that one is computed while PostgreSQL takes the other; COPY on one connection. */
async function againstCopy(app: INestApplicationContext): Promise<BenchResult> {
  const persistence = app.get(Persistence)
  const rates: [number, number][] = []
  const serial: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = ACCOUNTS / (await seconds(persistence, async () => void (await billAll(app, 2))))
    const rows = await takeRows(persistence)
    const bound = ACCOUNTS / (await seconds(persistence, () => putRows(persistence, rows)))
    const one = ACCOUNTS / (await seconds(persistence, async () => void (await billAll(app, 1))))
    console.error(
      `round ${round}: ${Math.round(ours)} (one lane ${Math.round(one)}) against ${Math.round(bound)} invoices/s`
    )
    if (round === 0) continue
    rates.push([ours, bound])
    serial.push(one / bound)
  }
  return { ...result('bill-run', rates), lanes: 2, ratio_one_lane: hundredths(median(serial)) }
}

async function twoAgainstOne(app: INestApplicationContext, url: string): Promise<BenchResult> {
  const persistence = app.get(Persistence)
  const [one, two] = [await WorkerFleet.start(url, 1), await WorkerFleet.start(url, 2)]
  const rates: [number, number][] = []
  let rssMb = 0
  for (let round = 0; round <= ROUNDS; round++) {
    const bound = ACCOUNTS / (await seconds(persistence, async () => void (await one.billAll(app))))
    const ours = ACCOUNTS / (await seconds(persistence, async () => void (rssMb = await two.billAll(app))))
    console.error(`round ${round}: ${Math.round(ours)} with two workers, ${Math.round(bound)} with one`)
    if (round > 0) rates.push([ours, bound])
  }
  await Promise.all([one.stop(), two.stop()])
  return { ...result('bill-run-2', rates), rss_mb: rssMb }
}

/** Peak memory of a worker process of its own, for few and for many accounts. */
async function memoryOf(app: INestApplicationContext, url: string, many: number): Promise<{ [name: string]: number }> {
  const peaks: number[] = []
  for (const accounts of [FEW, many]) {
    await makeSample(app, app.get(Persistence), accounts)
    const worker = await WorkerFleet.start(url, 1)
    peaks.push(await worker.billAll(app))
    await worker.stop()
    console.error(`memory: ${peaks.at(-1)} MB for ${accounts} accounts`)
  }
  const [few = 0, most = 0] = peaks
  return { rss_mb: most, rss_few_mb: few, rss_ratio: hundredths(most / few), rss_accounts: many }
}

if (process.argv[1] === import.meta.filename) {
  for (const each of await run(process.argv.includes('--full'))) console.log(JSON.stringify(each))
}
