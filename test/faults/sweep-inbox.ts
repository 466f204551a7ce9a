// A process of its own that sweeps an inbox once, for a spec to kill.
import { Inbox, KernelModule, MovableClock } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', folder = '', now = ''] = process.argv.slice(2)
const inbox = { folder, settleMs: 1 }
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false }, inbox })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
await app.get(Inbox).sweep()
await app.close()
