import { KernelModule, KernelSettings, RadiusListener } from '@farthing/kernel'
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
  const { url } = running
  const radius = running.app.get(RadiusListener, { strict: false }).address
  const inbox = running.app.get<KernelSettings>(KernelSettings, { strict: false }).inbox?.folder ?? null
  if (options.json) terminal.out(`${JSON.stringify({ url, docs: `${url}/docs`, pid: process.pid, radius, inbox })}\n`)
  else {
    const beside = [
      ...(inbox === null ? [] : [`  usage files from:    ${inbox}\n`]),
      ...(radius === null ? [] : [`  RADIUS accounting:   ${radius} (UDP)\n`])
    ]
    terminal.out(`Farthing serves ${url}\n  the API, described:  ${url}/docs\n${beside.join('')}  stop with Ctrl+C\n`)
  }
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
