// A process of its own that books once what accounts earn and what their plans grant, for a spec to kill.
import { KernelModule, MovableClock, PointsEarnings } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', now = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
await app.get(PointsEarnings).earn()
await app.close()
