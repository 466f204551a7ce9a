// Authorise and commit over HTTP, in an open loop: the slowest of a hundred, against bare transactions of the same rows at the same rate.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'
import { hundredths } from '../hundredths.ts'
import { BareTransactions } from './bare-transactions.ts'
import { makeCustomers, numberOf } from './charging-sample.ts'
import { MinimalHttp } from './minimal-http.ts'
import { type LoopResult, openLoop } from './open-loop.ts'
import { processorMs } from './processor-time.ts'
import { useLog } from './used-log.ts'
import { median } from '../median.ts'

const SECONDS = 10
/** Ours and the bound in turn, so that both meet the same machine. */
const ROUNDS = 5
const SECONDS_A_ROUND = 3
/** As the README of charging says of servers that charge much: what lives for a request alone is let go cheaply. */
const YOUNG_SPACE = '--max-semi-space-size=64'
const [STEADY, SUSTAINED] = [1_000, 2_000]
/** Of a hundredth at the sustained rate. */
const HIGHEST_MS = 25
/** Until the code that is asked all the time is compiled: a server runs for weeks. */
const WARM_UP = { rate: 500, seconds: 12 }
const SESSIONS = '/nchf-convergedcharging/v3/chargingdata'

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
const database = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
const app = await NestFactory.createApplicationContext(KernelModule.forRoot({ database: { url: database.url } }), {
  ...{ logger: false, abortOnError: false }
})
try {
  await makeCustomers(app)
  await useLog(database.url)
  for (const each of await measured(database.url)) console.log(JSON.stringify(each))
} finally {
  await app.close()
  await database.leave()
  rmSync(folder, { recursive: true, force: true })
}

async function measured(url: string): Promise<object[]> {
  const flags = ['--conditions=source', '--no-warnings', '--import', './tools/swc-hook.mjs', YOUNG_SPACE]
  const server = spawn(process.execPath, [...flags, join(import.meta.dirname, 'charging-server.ts'), url], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const [said] = (await once(server.stdout, 'data')) as [Buffer]
  const http = new MinimalHttp(new URL(said.toString().trim()))
  const bare = new BareTransactions(url)
  await bare.open()
  let next = 0
  const asked = (): Promise<void> => authorise(http, next++)
  const bareOne = (): Promise<void> => bare.authorise()
  await openLoop(WARM_UP, asked)
  await openLoop(WARM_UP, bareOne)
  const processes = { server: server.pid ?? 0, database: postmaster() }
  const rounds: { readonly ours: Measured; readonly bound: Measured }[] = []
  while (rounds.length < ROUNDS) {
    const steady = { rate: STEADY, seconds: SECONDS_A_ROUND }
    rounds.push({
      ours: await measuredLoop(steady, asked, processes),
      bound: await measuredLoop(steady, bareOne, processes)
    })
  }
  const sustained = await measuredLoop({ rate: SUSTAINED, seconds: SECONDS }, asked, processes)
  console.error(JSON.stringify({ rounds, sustained }))
  await bare.close()
  http.close()
  server.stdin.end()
  await once(server, 'exit')
  return told(rounds, sustained)
}

function told(rounds: readonly { readonly ours: Measured; readonly bound: Measured }[], sustained: Measured): object[] {
  const rss_mb = Math.round(process.memoryUsage.rss() / 1_048_576)
  const shape = { unit: 'ms (p99)', rss_mb }
  const of = (pick: (round: (typeof rounds)[number]) => number): number => median(rounds.map(pick))
  const [ours, bound] = [of(round => round.ours.p99), of(round => round.bound.p99)]
  const rate = of(round => round.ours.rate)
  const errors = rounds.reduce((sum, round) => sum + round.ours.errors, 0)
  const cpu = {
    server_cpu_ms: of(round => round.ours.server_cpu_ms),
    database_cpu_ms: of(round => round.ours.database_cpu_ms),
    bound_cpu_ms: of(round => round.bound.database_cpu_ms)
  }
  const { database_cpu_ms, errors: failed, p99, rate: reached, server_cpu_ms } = sustained
  return [
    { bench: 'authorise', ratio: hundredths(ours / bound), ours, bound, ...shape, rate, errors, ...cpu },
    {
      ...{ bench: 'authorise-2000', ratio: hundredths(p99 / HIGHEST_MS), ours: p99, bound: HIGHEST_MS },
      ...{ ...shape, rate: reached, errors: failed, server_cpu_ms, database_cpu_ms }
    }
  ]
}

/** Milliseconds of a processor for each session. */
interface Measured extends LoopResult {
  readonly server_cpu_ms: number
  readonly database_cpu_ms: number
}

async function measuredLoop(
  load: Parameters<typeof openLoop>[0],
  work: () => Promise<void>,
  { database, server }: { readonly server: number; readonly database: number }
): Promise<Measured> {
  const before = { server: processorMs(server), database: processorMs(database) }
  const result = await openLoop(load, work)
  const each = (ms: number): number => hundredths(ms / (load.rate * load.seconds))
  return {
    ...result,
    server_cpu_ms: each(processorMs(server) - before.server),
    database_cpu_ms: each(processorMs(database) - before.database)
  }
}

/** The process that has all others of the built-in PostgreSQL as children. */
function postmaster(): number {
  return Number(readFileSync(join(folder, 'data', 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** A session opened and released: 60 seconds granted, 60 used. */
async function authorise(http: MinimalHttp, index: number): Promise<void> {
  const opened = await http.post(SESSIONS, {
    subscriberIdentifier: `msisdn-${numberOf(index)}`,
    chargingId: index,
    invocationSequenceNumber: 0,
    iMSChargingInformation: { calledPartyAddress: 'tel:+61298765432' },
    multipleUnitUsage: [{ ratingGroup: 1, requestedUnit: { time: 60 } }]
  })
  const { chargingDataRef } = JSON.parse(opened) as { chargingDataRef: string }
  const used = [{ ratingGroup: 1, usedUnitContainer: [{ time: 60 }] }]
  await http.post(`${SESSIONS}/${chargingDataRef}/release`, { invocationSequenceNumber: 1, multipleUnitUsage: used })
}
