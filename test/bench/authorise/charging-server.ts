// The server that the benchmark asks, in a process of its own: says where it listens, and stops when its input ends.
import { KernelModule } from '@farthing/kernel'
import { startServer } from '@farthing/server'

const kernel = KernelModule.forRoot({ database: { url: process.argv[2] ?? '', migrate: false } })
const server = await startServer({ kernel, port: 0, logLevel: 'silent' })
console.log(server.url)
process.stdin.resume().on('end', () => void server.close().then(() => process.exit(0)))
