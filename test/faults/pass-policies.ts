// A process of its own that lets policies look at accounts once, for a spec to kill.
import { KernelModule, MovableClock, Policies } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', now = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
await app.get(Policies).pass()
await app.close()
