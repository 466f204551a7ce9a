// A process of its own that proposes a re-rating, applies the one that is named, or looks at what is rated in real time, for a spec to kill.
import { KernelModule, MovableClock, RealTimeReratings, Reratings } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', now = '', id = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
const reratings = app.get(Reratings)
if (id === 'look') await app.get(RealTimeReratings).look()
else if (id !== '') await reratings.apply(Number(id))
else {
  const planned = await reratings.propose()
  if (planned.ok) await reratings.drain(planned.value.id)
}
await app.close()
