// One account with a million uses in its cycle: billed, by a process of its own, in the memory that a hundred thousand take.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule, MovableClock, Persistence } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'
import { hundredths } from '../hundredths.ts'
import { makeSample, NOW, publishSample } from '../bill-run/bill-run-sample.ts'
import { WorkerFleet } from '../bill-run/worker-fleet.ts'

/** Of one account, which has two subscriptions. */
const SIZES = [100_000, 1_000_000] as const
/** Megabytes that a million may take. */
const BOUND_MB = 512

interface Billed {
  readonly rssMb: number
  readonly seconds: number
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const kernel = KernelModule.forRoot({ clock: new MovableClock(NOW), database: { url: server.url } })
  const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  try {
    await publishSample(app)
    const billed: Billed[] = []
    for (const uses of SIZES) {
      await makeSample(app, app.get(Persistence), 1, { plans: ['mobile', 'mobile'], uses: uses / 2 })
      const worker = await WorkerFleet.start(server.url, 1)
      const begun = performance.now()
      const rssMb = await worker.billAll(app)
      billed.push({ rssMb, seconds: (performance.now() - begun) / 1000 })
      await worker.stop()
      console.error(`${uses} uses: ${JSON.stringify(billed.at(-1))}`)
    }
    const [few, many] = billed
    if (few === undefined || many === undefined) throw new Error('two sizes are compared')
    const figures = {
      ratio: hundredths(BOUND_MB / many.rssMb),
      ours: many.rssMb,
      bound: BOUND_MB,
      unit: 'MB',
      rss_mb: many.rssMb,
      rss_ratio: hundredths(many.rssMb / few.rssMb),
      seconds: hundredths(many.seconds),
      time_ratio: hundredths(many.seconds / few.seconds)
    }
    console.log(JSON.stringify({ bench: 'busy-account', ...figures }))
  } finally {
    await app.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
