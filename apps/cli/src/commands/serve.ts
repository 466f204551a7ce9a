import { KernelModule } from '@farthing/kernel'
import {
  kernelOptions,
  listenOptions,
  portNumber,
  startServer,
  type LogLevel,
  type RunningServer
} from '@farthing/server'
import { stopAsked } from '../installation/stop-asked.ts'
import type { Terminal } from '../terminal.ts'

export interface ServeOptions {
  readonly host?: string
  readonly port?: string
  readonly logLevel?: LogLevel
  readonly json?: true
}

/** `farthing serve`: the API and a worker in one process, until it is told to stop. */
export async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const running = await startHere(options, 'farthing serve')
  if (options.json)
    terminal.out(`${JSON.stringify({ url: running.url, docs: `${running.url}/docs`, pid: process.pid })}\n`)
  else terminal.out(`Farthing serves ${running.url}\n  the API, described:  ${running.url}/docs\n  stop with Ctrl+C\n`)
  await stopAsked()
  await running.close()
}

export function startHere({ host, port, logLevel }: ServeOptions, command: string): Promise<RunningServer> {
  const kernel = KernelModule.forRoot(
    kernelOptions(process.env, { command, exclusive: true, works: true, listens: true })
  )
  return startServer({
    kernel,
    ...listenOptions(process.env),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: portNumber(port, '--port') }),
    logLevel: logLevel ?? 'info'
  })
}
