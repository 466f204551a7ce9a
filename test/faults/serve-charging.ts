// A server of its own, for a spec to kill while it charges; says on which port it listens.
import { KernelModule, MovableClock } from '@farthing/kernel'
import { startServer } from '@farthing/server'

const [url = '', now = ''] = process.argv.slice(2)
const kernel = KernelModule.forRoot({ clock: new MovableClock(now), database: { url, migrate: false } })
const server = await startServer({ kernel, port: 0, logLevel: 'silent' })
process.stdout.write(`${server.url}\n`)
