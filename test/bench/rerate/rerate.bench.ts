// A million uses after a change of their tariff: found, proposed and applied; against the first rating of the same uses, by an import.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AccountsInBulk,
  joinDataFolder,
  KernelModule,
  MovableClock,
  Persistence,
  Reratings,
  RulesHost,
  SubscriptionsInBulk,
  UsageImports
} from '@farthing/kernel'
import { sampleRules } from '@farthing/testing'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'
import { subscriberNumber, SUBSCRIBERS, writeSample } from '../usage-import/usage-sample.ts'

const LINES = 1_000_000
const ROUNDS = 3
const NOW = '2026-04-02T00:00:00Z'
const LANES = 2
/** The history of re-rated usage is kept by triggers that a replica does not fire. */
const FORGET = `set local session_replication_role = replica; truncate rated_usage, usage_class, usage_import, usage_import_chunk,
  usage_quarantine, rerating, rerating_chunk, rerating_account, rerated_usage, rerating_bill, rerating_bill_chunk`
const clock = new MovableClock(NOW)
const OPENED = Temporal.PlainDate.from('2026-01-01')

/** Uses in a second, and seconds for the bills of all of them. */
interface RoundRate {
  readonly ours: number
  readonly bound: number
  readonly bills: number
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const kernel = KernelModule.forRoot({ clock, database: { url: server.url } })
  const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  try {
    await publish(app, 0)
    await openSubscribers(app)
    const file = join(folder, 'Master.csv')
    await writeSample(file, LINES)
    const rates: RoundRate[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const rate = await rateOf(app, file, round)
      console.error(
        `round ${round}: ${rate.ours} against ${rate.bound} uses/s, then bills in ${rate.bills.toFixed(1)} s`
      )
      if (round > 0) rates.push(rate)
    }
    const [ours, bound] = [median(rates.map(each => each.ours)), median(rates.map(each => each.bound))]
    const rss = Math.round(process.memoryUsage.rss() / 1e6)
    console.log(
      JSON.stringify({
        bench: 'rerate',
        ratio: hundredths(ours / bound),
        ours,
        bound,
        unit: 'uses/s',
        bills_seconds: Math.round(median(rates.map(each => each.bills)) * 10) / 10,
        rss_mb: rss
      })
    )
  } finally {
    await app.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every use is dearer than in any round before. */
async function publish(app: INestApplicationContext, round: number): Promise<void> {
  const files = [...sampleRules()].map(([path, text]): [string, string] => [
    path,
    text.replaceAll('| 0.39  |', `| 0.${40 + round}  |`).replace('free            |', `0.0${1 + round} per minute |`)
  ])
  const from = Temporal.PlainDate.from('2026-02-01')
  clock.moveTo(clock.now().add({ minutes: 2 }).toString())
  const request = { files: new Map(files), author: 'bench', message: `round ${round}`, from: round === 0 ? null : from }
  const published = await app.get(RulesHost).publish({ ...request, correctsIssuedBills: true, dropsHeldPlans: true })
  if (!published.ok) throw new Error(JSON.stringify(published))
}

async function openSubscribers(app: INestApplicationContext): Promise<void> {
  await app.get(Persistence).bulk('main', async client => {
    const numbers = Array.from({ length: SUBSCRIBERS }, (_, i) => subscriberNumber(i))
    const account = (name: string) => ({
      name,
      billDay: 1,
      zone: 'Australia/Melbourne',
      currency: 'AUD',
      openedOn: OPENED
    })
    const opened = await app.get(AccountsInBulk).open(client, numbers.map(account))
    const wanted = opened.map(({ id }, index) => {
      const as = numbers[index] ?? ''
      return { account: id, plan: 'mobile-40', effective: OPENED, as, identities: [as] }
    })
    await app.get(SubscriptionsInBulk).subscribe(client, wanted)
    await client.query('analyze account, account_fact, subscription')
  })
}

async function rateOf(app: INestApplicationContext, file: string, round: number): Promise<RoundRate> {
  await app.get(Persistence).bulk('main', client => client.query(FORGET))
  const imported = await timed(() => app.get(UsageImports).importFile(file, { format: 'asterisk' }))
  if (!imported.value.ok) throw new Error(imported.value.detail)
  await publish(app, round + 1)
  const { rated } = imported.value.value
  const { seconds, value } = await timed(() => rerated(app))
  const { changed, id } = value
  // calls of no length cost nothing by any rules
  if (changed < rated * 0.95) throw new Error(`only ${changed} of ${rated} uses moved`)
  const bills = await timed(() => compared(app, id))
  return { ours: Math.round(rated / seconds), bound: Math.round(rated / imported.seconds), bills: bills.seconds }
}

/** How many uses it changed. What bills move by is told after it, see `compared`. */
async function rerated(app: INestApplicationContext): Promise<{ readonly id: number; readonly changed: number }> {
  const reratings = app.get(Reratings)
  const planned = await reratings.propose()
  if (!planned.ok) throw new Error(planned.detail)
  const { id } = planned.value
  const found = await reratings.drain(id, { lanes: LANES, bills: false })
  const applied = await reratings.apply(id)
  if (!applied.ok) throw new Error(applied.detail)
  return { id, changed: found.summary?.changed ?? 0 }
}

/** By how much the next bill of every account moves, after the prices of its uses. */
async function compared(app: INestApplicationContext, id: number): Promise<void> {
  const { bills } = await app.get(Reratings).drain(id, { lanes: LANES })
  if (bills?.accounts !== SUBSCRIBERS) throw new Error(`bills of ${bills?.accounts} of ${SUBSCRIBERS} accounts moved`)
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly seconds: number }> {
  const begun = performance.now()
  const value = await work()
  return { value, seconds: (performance.now() - begun) / 1000 }
}

await main()
