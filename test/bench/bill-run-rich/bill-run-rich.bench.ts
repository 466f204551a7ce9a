// Bill runs of rich accounts by two worker processes, against PostgreSQL alone taking the same rows by COPY.
// `--full` goes to 200,000 accounts instead of 12,000 for memory and growth.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule, MovableClock, Persistence } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { hundredths } from '../hundredths.ts'
import { makeSample, NOW, publishSample } from '../bill-run/bill-run-sample.ts'
import { putRows, takeRows } from '../bill-run/copy-same-rows.ts'
import { type BenchResult, result, seconds } from '../bill-run/measured-runs.ts'
import { WorkerFleet } from '../bill-run/worker-fleet.ts'
import { RICH, RICH_RULES } from './rich-sample.ts'

const ACCOUNTS = 4_000
const ROUNDS = 3
const FEW = 1_000
const MANY = 12_000
const FULL = 200_000

export async function run(full = false): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const kernel = KernelModule.forRoot({ clock: new MovableClock(NOW), database: { url: server.url } })
  const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  try {
    await publishSample(app, RICH_RULES)
    await makeSample(app, app.get(Persistence), ACCOUNTS, RICH)
    const against = await againstCopy(app, server.url)
    return { ...against, ...(await growth(app, server.url, full ? FULL : MANY)) }
  } finally {
    await app.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function againstCopy(app: INestApplicationContext, url: string): Promise<BenchResult> {
  const persistence = app.get(Persistence)
  const fleet = await WorkerFleet.start(url, 2)
  const rates: [number, number][] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const ours = ACCOUNTS / (await seconds(persistence, async () => void (await fleet.billAll(app))))
    const rows = await takeRows(persistence)
    const bound = ACCOUNTS / (await seconds(persistence, () => putRows(persistence, rows)))
    console.error(`round ${round}: ${Math.round(ours)} with two workers against ${Math.round(bound)} invoices/s`)
    if (round > 0) rates.push([ours, bound])
  }
  await fleet.stop()
  return { ...result('bill-run-rich', rates), workers: 2, lines: await linesAnInvoice(persistence) }
}

function linesAnInvoice(persistence: Persistence): Promise<number> {
  return persistence.bulk('main', async client => {
    const { rows } = await client.query<{ lines: number }>(
      'select (count(*)::float8 / count(distinct invoice))::float8 as lines from invoice_line'
    )
    return Math.round(rows[0]?.lines ?? 0)
  })
}

/** What many accounts take of a worker beside few: its peak memory, and the rate of a run, where 1 is linear. */
async function growth(app: INestApplicationContext, url: string, many: number): Promise<Record<string, number>> {
  const persistence = app.get(Persistence)
  const found: { readonly rss: number; readonly rate: number }[] = []
  for (const accounts of [FEW, many]) {
    await makeSample(app, persistence, accounts, RICH)
    const fleet = await WorkerFleet.start(url, 2)
    await fleet.billAll(app) // plans of statements, code that is hot
    let rss = 0
    const taken = await seconds(persistence, async () => void (rss = await fleet.billAll(app)))
    await fleet.stop()
    found.push({ rss, rate: accounts / taken })
    console.error(`${accounts} accounts: ${Math.round(accounts / taken)} invoices/s, ${rss} MB`)
  }
  const [few, most] = found
  if (few === undefined || most === undefined) throw new Error('nothing was measured')
  return {
    rss_mb: most.rss,
    rss_few_mb: few.rss,
    rss_ratio: hundredths(most.rss / few.rss),
    rate_ratio: hundredths(most.rate / few.rate),
    accounts: many
  }
}

if (process.argv[1] === import.meta.filename) console.log(JSON.stringify(await run(process.argv.includes('--full'))))
