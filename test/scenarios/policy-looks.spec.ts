// A look that fails is tried again, what has ended is lifted all the same, and operators see what failed.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import {
  BillingRunService,
  MessageQueue,
  Policies,
  ServicesService,
  SubscriptionsService,
  UsageImports
} from '@farthing/kernel'
import { customer, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'
import { root } from './farthing.ts'

/** Knows what there is to know but on these days. */
const weather = (days: readonly string[]): string => `export const plugin = {
  id: 'weather', sdk: '*', contributes: { facts: [{
    name: 'weather', type: 'count', doc: 'Degrees.', example: 'weather > 5',
    valueOf({ today }) {
      if (${JSON.stringify(days)}.includes(today.toString())) throw new Error('the thermometer is broken')
      return 20n
    } }] } }
`

const rules = `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan surf "Surf" {
  rent 20.00 per month in advance
  tariff data-standard
  include 10 GB of data
}
message "most" { facts plan }
policy fair-use {
  when used(data) reaches 40% of included: throttle to 64 kbit per second until next cycle
  when used(data) reaches 80% of included and weather > 5: notify "most"
}
`

let plugins: string
beforeAll(() => {
  mkdirSync(join(root, 'data'), { recursive: true })
  plugins = mkdtempSync(join(root, 'data/looks-'))
  cpSync(join(root, 'plugins'), plugins, { recursive: true, filter: path => !path.endsWith('/dist') })
  mkdirSync(join(plugins, 'weather'))
  const manifest = { name: 'weather', type: 'module', exports: { '.': { source: './index.ts' } } }
  writeFileSync(join(plugins, 'weather/package.json'), JSON.stringify(manifest))
  writeFileSync(join(plugins, 'weather/index.ts'), weather(['2026-03-20', '2026-04-01']))
})
afterAll(() => rmSync(plugins, { recursive: true }))

let events = 0
async function use(kernel: TestKernel, day: string, megabytes: number): Promise<void> {
  kernel.clock.moveTo(`${day}T02:00:00Z`)
  const csv = `id,service,subscriber,to,started_at,quantity,unit\n${++events},data,61400000001,,${day} 10:00:00,${megabytes},MB\n`
  const imported = await kernel.get(UsageImports).importStream(Readable.from([csv]), day, { format: 'csv' })
  expect(imported).toMatchObject({ ok: true, value: { rated: 1 } })
}

async function passOn(kernel: TestKernel, day: string) {
  kernel.clock.moveTo(`${day}T03:00:00Z`)
  return kernel.get(Policies).pass()
}

const restricted = async (kernel: TestKernel): Promise<string[]> =>
  (await kernel.get(ServicesService).list({ limit: 10 })).map(({ deed, since, what }) => `${what} ${deed} ${since}`)

const queued = async (kernel: TestKernel): Promise<string[]> =>
  (await kernel.get(MessageQueue).list({ limit: 10 })).map(({ dueOn, name }) => `${dueOn} ${name}`)

/** Throttled on 2 March, and with 90% used on the 20th, when nothing can be said of the weather. */
async function throttled() {
  const kernel = await testKernel({ now: '2026-03-02T01:00:00Z', pluginsFolder: plugins })
  await publishRules(kernel, new Map([['coastal.farthing', rules]]))
  const held = await customer(kernel, { identities: ['61400000001'], plan: 'surf', from: '2026-03-01' })
  await use(kernel, '2026-03-02', 5000)
  expect(await passOn(kernel, '2026-03-02')).toMatchObject({ changes: 1, problems: [] })
  await use(kernel, '2026-03-20', 4000)
  return { ...held, kernel }
}

describe('a look that fails', () => {
  it('is tried again the next day and does what is due, shown to operators until then', async () => {
    const { account, kernel, number } = await throttled()
    const problem = 'fact weather of plugin weather failed: Error: the thermometer is broken'
    expect(await passOn(kernel, '2026-03-20')).toMatchObject({ messages: 0, problems: [{ account, problem }] })
    const shown = { account, accountNumber: number, problem, nextDay: Temporal.PlainDate.from('2026-03-21') }
    expect(await kernel.get(Policies).problems({ limit: 10 })).toEqual([shown])
    expect(await passOn(kernel, '2026-03-21')).toMatchObject({ messages: 1, problems: [] })
    expect(await queued(kernel)).toEqual(['2026-03-21 most'])
    expect(await kernel.get(Policies).problems({ limit: 10 })).toEqual([])
    await kernel.close()
  }, 60_000)

  it('lifts what has ended all the same', async () => {
    const { kernel } = await throttled()
    expect((await passOn(kernel, '2026-03-20')).problems).toHaveLength(1)
    expect(await restricted(kernel)).toEqual(['data throttled 2026-03-02'])
    await use(kernel, '2026-04-01', 9000)
    expect(await passOn(kernel, '2026-04-01')).toMatchObject({ changes: 1, problems: [{}] })
    expect(await restricted(kernel)).toEqual([])
    await kernel.close()
  }, 60_000)
})

describe('a subscription that has ended', () => {
  it('is barred no more', async () => {
    const kernel = await testKernel({ now: '2026-02-28T14:00:00Z' })
    const owing = `${coastal}
plan line "Line" { rent 20.00 per month in advance }
policy unpaid { when owed > 10.00: bar outgoing }
`
    await publishRules(kernel, new Map([['coastal.farthing', owing]]))
    const held = await customer(kernel, { identities: ['61400000001'], plan: 'line', from: '2026-03-01' })
    kernel.clock.moveTo('2026-03-01T01:00:00Z')
    const runs = kernel.get(BillingRunService)
    const { id } = await runs.start({ billDate: Temporal.PlainDate.from('2026-03-01') })
    await runs.drain(id)
    await runs.accept(id)
    await runs.issue(id)
    await runs.drain(id)
    await passOn(kernel, '2026-03-01')
    expect(await restricted(kernel)).toEqual(['outgoing barred 2026-03-01'])
    kernel.clock.moveTo('2026-03-05T02:00:00Z')
    const ended = { kind: 'terminated', effective: Temporal.PlainDate.from('2026-03-10') } as const
    expect(await kernel.get(SubscriptionsService).change(held.subscription, ended)).toMatchObject({ ok: true })
    await passOn(kernel, '2026-03-09')
    expect(await restricted(kernel)).toEqual(['outgoing barred 2026-03-01'])
    await passOn(kernel, '2026-03-10')
    expect(await restricted(kernel)).toEqual([])
    const [last] = (await kernel.get(ServicesService).history(held.subscription, { limit: 1 })) ?? []
    expect(last).toMatchObject({ deed: 'restored', reason: 'the subscription has ended', rule: null })
    await kernel.close()
  }, 60_000)
})
