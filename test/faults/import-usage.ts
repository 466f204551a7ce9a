// A process of its own that imports one usage file, for a spec to kill.
import { KernelModule, MovableClock, UsageImports } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', file = '', now = '', format = 'csv'] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
await app.get(UsageImports).importFile(file, { format })
await app.close()
