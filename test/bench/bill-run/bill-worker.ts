// A process of its own that does chunks of bill runs. Told a run by its parent, it answers with its peak memory when the phase is over.
import { BillingRunService, KernelModule, MovableClock } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'
import { NOW } from './bill-run-sample.ts'

const url = process.argv[2] ?? ''
const kernel = KernelModule.forRoot({ clock: new MovableClock(NOW), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })

process.on('message', async ({ run }: { run: string | null }) => {
  if (run === null) {
    await app.close()
    process.exit(0)
  }
  await app.get(BillingRunService).drain(run)
  process.send?.({ done: run, rssMb: Math.round(process.resourceUsage().maxRSS / 1000) })
})
process.send?.({ done: null, rssMb: 0 })
