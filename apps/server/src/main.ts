// Serves the API by itself, for `nest start server` and `npm run dev`; operators use `farthing serve`.
import { KernelModule, StartRefused } from '@farthing/kernel'
import { kernelOptions, listenOptions } from './environment.ts'
import { startServer } from './start-server.ts'

try {
  const kernel = KernelModule.forRoot(
    kernelOptions(process.env, { command: 'server', exclusive: true, works: true, listens: true })
  )
  const { url, app } = await startServer({ kernel, ...listenOptions(process.env) })
  app.enableShutdownHooks()
  process.stderr.write(`Farthing serves ${url}, described at ${url}/docs\n`)
} catch (problem) {
  if (!(problem instanceof StartRefused)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exitCode = 1
}
