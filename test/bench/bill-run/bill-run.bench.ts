// Bill runs: charges computed, invoices, lines, postings and outbox durable; against PostgreSQL alone taking the same rows by COPY.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule, MovableClock, Persistence } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { billAll } from './bill-all.ts'
import { forget, makeSample, NOW, publishSample } from './bill-run-sample.ts'

const ACCOUNTS = 2_000
const ROUNDS = 3

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const kernel = KernelModule.forRoot({ clock: new MovableClock(NOW), database: { url: server.url } })
  const app: INestApplicationContext = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  try {
    const persistence = app.get(Persistence)
    await publishSample(app)
    await makeSample(app, persistence, ACCOUNTS)
    for (let round = 0; round <= ROUNDS; round++) {
      await forget(persistence)
      const begun = performance.now()
      const invoices = await billAll(app)
      const seconds = (performance.now() - begun) / 1000
      console.error(`round ${round}: ${invoices} invoices, ${Math.round(invoices / seconds)}/s`)
    }
  } finally {
    await app.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()
