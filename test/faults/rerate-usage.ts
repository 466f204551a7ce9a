// A process of its own that proposes a re-rating, or applies the one that is named, for a spec to kill.
import { KernelModule, MovableClock, Reratings } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'

const [url = '', now = '', id = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
const reratings = app.get(Reratings)
if (id !== '') await reratings.apply(Number(id))
else {
  const planned = await reratings.propose()
  if (planned.ok) await reratings.drain(planned.value.id)
}
await app.close()
