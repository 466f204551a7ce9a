// Authorise and commit over HTTP, in an open loop: the slowest of a hundred, against bare transactions of the same rows at the same rate.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joinDataFolder, KernelModule } from '@farthing/kernel'
import { NestFactory } from '@nestjs/core'
import { BareTransactions } from './bare-transactions.ts'
import { makeCustomers, numberOf } from './charging-sample.ts'
import { MinimalHttp } from './minimal-http.ts'
import { openLoop } from './open-loop.ts'

const SECONDS = 10
/** As the README of charging says of servers that charge much: what lives for a request alone is let go cheaply. */
const YOUNG_SPACE = '--max-semi-space-size=64'
const [STEADY, SUSTAINED] = [1_000, 2_000]
const WARM_UP = { rate: 300, seconds: 5 }
const SESSIONS = '/nchf-convergedcharging/v3/chargingdata'

const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
const database = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
const app = await NestFactory.createApplicationContext(KernelModule.forRoot({ database: { url: database.url } }), {
  ...{ logger: false, abortOnError: false }
})
try {
  await makeCustomers(app)
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
  await openLoop(WARM_UP, asked)
  await openLoop(WARM_UP, index => bare.authorise(-1 - index - next))
  const ours = await openLoop({ rate: STEADY, seconds: SECONDS }, asked)
  const bound = await openLoop({ rate: STEADY, seconds: SECONDS }, index => bare.authorise(index))
  const sustained = await openLoop({ rate: SUSTAINED, seconds: SECONDS }, asked)
  console.error(JSON.stringify({ ours, bound, sustained }))
  await bare.close()
  http.close()
  server.stdin.end()
  await once(server, 'exit')
  const rss_mb = Math.round(process.memoryUsage.rss() / 1_048_576)
  const shape = { unit: 'ms (p99)', rss_mb }
  const ratio = Math.round((ours.p99 / bound.p99) * 100) / 100
  return [
    { bench: 'authorise', ratio, ours: ours.p99, bound: bound.p99, ...shape, rate: ours.rate, errors: ours.errors },
    {
      ...{
        bench: 'authorise-2000',
        ratio: Math.round((sustained.p99 / 25) * 100) / 100,
        ours: sustained.p99,
        bound: 25
      },
      ...{ ...shape, rate: sustained.rate, errors: sustained.errors }
    }
  ]
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
