// Previews of the bills of rich accounts, two hundred of them begun in each second whether or not those before are done: against 50 ms.
// Beside it, how long one takes while two hundred others are always under way, and what one takes of this process.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BillPreview, joinDataFolder, KernelModule, MovableClock, Persistence } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'
import { BILL_DATE, makeSample, NOW, publishSample } from '../bill-run/bill-run-sample.ts'
import { RICH, RICH_RULES } from '../bill-run-rich/rich-sample.ts'

const ACCOUNTS = 1_000
const A_SECOND = 200
const SECONDS = 10
const WARM = 400
/** Always under way, for so many that are done. */
const [OTHERS, DONE] = [200, 1_000]
const BOUND_MS = 50

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
const clock = new MovableClock(NOW)
const kernel = KernelModule.forRoot({ clock, database: { url: server.url } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
try {
  await publishSample(app, RICH_RULES)
  await makeSample(app, app.get(Persistence), ACCOUNTS, RICH)
  const previews = app.get(BillPreview)
  const one = async (index: number): Promise<void> => {
    clock.advance({ milliseconds: 1 }) // as clocks do: nothing is remembered for an instant
    const shown = await previews.of(`A-${String(1 + (index % ACCOUNTS)).padStart(6, '0')}`, BILL_DATE)
    if (!shown.ok) throw new Error(shown.detail)
  }
  for (let index = 0; index < WARM; index++) await one(index)
  const times: number[] = []
  const begun = performance.now()
  const timed = async (index: number): Promise<void> => {
    const due = begun + (index * 1000) / A_SECOND
    await one(index)
    times.push(performance.now() - due)
  }
  const running: Promise<void>[] = []
  while (running.length < A_SECOND * SECONDS) {
    while (running.length < Math.min(A_SECOND * SECONDS, ((performance.now() - begun) * A_SECOND) / 1000))
      running.push(timed(running.length))
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await Promise.all(running)
  const [p50, p95] = [at(times, 0.5), at(times, 0.95)]
  const crowded = await amongOthers(one)
  const ratio = Math.round((100 * BOUND_MS) / p95) / 100
  const rss = Math.round(process.resourceUsage().maxRSS / 1000)
  const found = { ours: p95, bound: BOUND_MS, unit: 'ms', p50_ms: p50, a_second: A_SECOND, ...crowded, rss_mb: rss }
  console.log(JSON.stringify({ bench: 'preview', ratio, ...found }))
} finally {
  await app.close()
  await server.leave()
  rmSync(folder, { recursive: true, force: true })
}

/** 95 of 100 that two hundred others keep waiting, and the processor time of this process for one. */
async function amongOthers(one: (index: number) => Promise<void>): Promise<Record<string, number>> {
  const times: number[] = []
  const before = process.cpuUsage()
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < DONE) {
      const begun = performance.now()
      await one(next++)
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: OTHERS + 1 }, lane))
  const { system, user } = process.cpuUsage(before)
  return { among_others_ms: at(times, 0.95), cpu_ms: Math.round((user + system) / DONE / 10) / 100 }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round(10 * (sorted[Math.floor(sorted.length * share)] ?? 0)) / 10
}
