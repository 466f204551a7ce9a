// `farthing demo`: the main job, from rules and usage to explained invoices, on an empty database; then the API.
import { KernelModule, type KernelOptions } from '@farthing/kernel'
import { listenOptions, portNumber, startServer } from '@farthing/server'
import { DEMO_ACCOUNTS, DEMO_SEED } from '../demo/index.ts'
import { demoDatabase } from '../demo-run/demo-database.ts'
import { playMonth } from '../demo-run/play-month.ts'
import { summaryJson, summaryText } from '../demo-run/demo-summary.ts'
import { stopAsked } from '../installation/stop-asked.ts'
import { CallProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface DemoOptions {
  /** End after the summary. */
  readonly once?: true
  readonly seed?: string
  readonly accounts?: string
  readonly rules: string
  readonly host?: string
  readonly port?: string
  readonly json?: true
}

export async function demo(options: DemoOptions, terminal: Terminal): Promise<void> {
  const plan = {
    seed: whole(options.seed, '--seed', DEMO_SEED),
    accounts: whole(options.accounts, '--accounts', DEMO_ACCOUNTS),
    rules: options.rules
  }
  const listen = listenAt(options)
  const database = await demoDatabase(process.env)
  try {
    const summary = await playMonth(database.options, plan, terminal)
    terminal.out(options.json ? `${JSON.stringify(summaryJson(summary))}\n` : summaryText(summary, terminal))
    if (!options.once) await serveOn(database.options, listen, terminal)
  } finally {
    await database.leave()
  }
}

function listenAt({ host, port }: DemoOptions): { host?: string; port?: number } {
  return {
    ...listenOptions(process.env),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: portNumber(port, '--port') })
  }
}

async function serveOn(options: KernelOptions, listen: ReturnType<typeof listenAt>, terminal: Terminal): Promise<void> {
  const kernel = KernelModule.forRoot({ ...options, works: true })
  const start = (port?: number) =>
    startServer({ kernel, ...listen, ...(port === undefined ? {} : { port }), logLevel: 'warn' })
  // A month was just billed: a port that is taken is no reason to end, unless it was asked for by name.
  const running = await start().catch(problem => (listen.port === undefined ? start(0) : Promise.reject(problem)))
  terminal.err(`\nFarthing serves ${running.url}\n  the API, described:  ${running.url}/docs\n  stop with Ctrl+C\n`)
  await stopAsked()
  await running.close()
}

function whole(text: string | undefined, option: string, otherwise: number): number {
  if (text === undefined) return otherwise
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new CallProblem(`${option} is '${text}', which is no whole number above 0`)
}
