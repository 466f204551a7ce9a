// A worker process: it takes chunks of bill runs from the queue until it is told to end, or killed.
import { KernelModule, MovableClock } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', now = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), works: true, database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)))
console.log('works')
