// What policies want is done by the running kernel: once, on the same days and by the same rules as in a simulated life.
import { Readable } from 'node:stream'
import {
  BillingRunService,
  MessageQueue,
  PaymentsService,
  Persistence,
  Policies,
  ServicesService,
  sql,
  SubscriptionsService,
  UsageImports
} from '@farthing/kernel'
import { customer, publishRules, testKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'
import { play } from './play.ts'

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

plan kids "Kids" {
  rent 5.00 per month in advance
  tariff data-standard
  include 2 GB of data
  when data runs out: bar until next cycle
}

message "data-80" {
  facts plan, owed
  by sms from "data-80.hbs"
  by email from "data-80-mail.hbs"
}
message "data-all" { facts plan }
message "unpaid" {
  facts owed
  by email from "unpaid.hbs"
}

policy fair-use {
  from 2026-01-01
  when used(data) reaches 80% of included: notify "data-80" by sms, email
  when used(data) reaches 100% of included: throttle to 256 kbit per second until next cycle, notify "data-all"
  when owed > 10.00: bar outgoing, notify "unpaid"
  when owed = 0.00: restore outgoing
}
`

const templates = {
  'data-80.hbs': 'On {{plan}} & 80%.{{#if owed}} You owe {{owed}}.{{/if}}',
  'data-80-mail.hbs': '80% of {{plan}}, {{owed}}',
  'unpaid.hbs': 'Pay {{owed}}.'
}

interface Use {
  readonly day: string
  readonly megabytes: number
}
const uses: readonly Use[] = [
  { day: '2026-03-02', megabytes: 8500 },
  { day: '2026-03-03', megabytes: 500 },
  { day: '2026-03-04', megabytes: 1000 },
  { day: '2026-05-02', megabytes: 1900 },
  { day: '2026-05-03', megabytes: 200 }
]
const payment = { day: '2026-04-05', amount: '40.00' }
const change = { day: '2026-05-01', plan: 'kids' }
const checked = [
  '2026-03-03',
  '2026-03-04',
  '2026-03-31',
  '2026-04-01',
  '2026-04-05',
  '2026-05-01',
  '2026-05-03',
  '2026-06-01'
]

const kernel = await testKernel({ now: '2026-02-28T13:10:00Z' })
const atHand = { number: '61400000001', account: '', subscription: '' }
afterAll(() => kernel.close())

const at = (day: string, time: string): Temporal.Instant =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime('Australia/Melbourne').toInstant()
const pass = () => kernel.get(Policies).pass()

async function useData({ day, megabytes }: Use): Promise<void> {
  const line = `${day},data,${atHand.number},,${day} 10:00:00,${megabytes},MB`
  const csv = `id,service,subscriber,to,started_at,quantity,unit\n${line}\n`
  const imported = await kernel.get(UsageImports).importStream(Readable.from([csv]), day, { format: 'csv' })
  expect(imported).toMatchObject({ ok: true, value: { rated: 1 } })
}

/** The day as an operator has it: bills in the morning, then what happens, and policies after each. */
async function liveDay(day: string): Promise<void> {
  kernel.clock.moveTo(at(day, '00:10').toString())
  if (day === change.day) await changePlan()
  if (day.endsWith('-01')) await bill(day)
  await pass()
  const use = uses.find(each => each.day === day)
  kernel.clock.moveTo(at(day, '10:30').toString())
  if (use !== undefined) await useData(use)
  if (payment.day === day) {
    const paid = { account: atHand.account, amount: 40_000_000n, method: 'bank' }
    expect(await kernel.get(PaymentsService).record(paid)).toMatchObject({ ok: true })
  }
  await pass()
}

async function bill(day: string): Promise<void> {
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from(day) })
  await runs.drain(id)
  await runs.accept(id)
  await runs.issue(id)
  await runs.drain(id)
}

async function changePlan(): Promise<void> {
  const effective = Temporal.PlainDate.from(change.day)
  const changed = { kind: 'plan-changed', plan: change.plan, effective } as const
  expect(await kernel.get(SubscriptionsService).change(atHand.subscription, changed)).toMatchObject({ ok: true })
}

async function restrictions(): Promise<object[]> {
  const found = (await kernel.get(ServicesService).restrictions(atHand.subscription)) ?? []
  return found
    .map(({ kilobits, rule, since, until, what }) => {
      const place = `${rule?.rule} (${rule?.file}:${rule?.line}:${rule?.column})`
      return { what, kilobits, since: `${since}`, until: until === null ? null : `${until}`, rule: place }
    })
    .toSorted((a, b) => a.what.localeCompare(b.what))
}

/** The same life, simulated up to and with a day. */
function simulated(day: string) {
  const facts = [
    { on: '2026-03-01', do: 'subscribe', plan: 'surf', as: '+61400000001' },
    ...uses.map(({ day: on, megabytes }) => ({
      at: `${on}T10:00`,
      do: 'use',
      service: 'data',
      quantity: `${megabytes} MB`
    })),
    { at: `${payment.day}T10:10`, do: 'pay', amount: payment.amount },
    { on: change.day, do: 'change', plan: change.plan }
  ].filter(fact => ('at' in fact ? fact.at.slice(0, 10) : fact.on) <= day)
  return play({ rules, facts: [...facts, { on: day, do: 'advance' }] })
}

beforeAll(async () => {
  const files = new Map([['coastal.farthing', rules], ...Object.entries(templates)])
  await publishRules(kernel, files)
  Object.assign(atHand, await customer(kernel, { identities: [atHand.number], plan: 'surf', from: '2026-03-01' }))
  atHand.number = '61400000001'
})

describe('a pass over accounts', () => {
  it('does what simulate does, on the same days', async () => {
    const seen = new Map<string, object[]>()
    for (let day = Temporal.PlainDate.from('2026-03-01'); day.toString() <= '2026-06-01'; day = day.add({ days: 1 })) {
      await liveDay(day.toString())
      if (checked.includes(day.toString())) seen.set(day.toString(), await restrictions())
    }
    for (const day of checked) {
      const { services } = await simulated(day)
      const expected = (services[0]?.restrictions ?? []).toSorted((a, b) => a.what.localeCompare(b.what))
      expect([day, seen.get(day)]).toEqual([day, expected])
    }
    const { messages } = await simulated('2026-06-01')
    const told = messages.filter(({ kind }) => kind === 'notice').map(({ on, text }) => `${on} ${text.split('"')[1]}`)
    const queued = (await kernel.get(MessageQueue).list({ limit: 100 })).map(({ dueOn, name }) => `${dueOn} ${name}`)
    expect([...new Set(queued)]).toEqual(told)
    expect(told).toEqual([
      '2026-03-01 unpaid',
      '2026-03-02 data-80',
      '2026-03-04 data-all',
      '2026-04-01 unpaid',
      '2026-05-02 data-80',
      '2026-05-03 data-all',
      '2026-06-01 unpaid'
    ])
  }, 120_000)

  it('queues a message for each channel, with its text', async () => {
    const [unpaid, sms, email, all] = await kernel.get(MessageQueue).list({ limit: 4 })
    expect(unpaid).toMatchObject({ name: 'unpaid', channel: 'email', text: 'Pay 20.00.', dueOn: expect.anything() })
    const data = { name: 'data-80', state: 'queued', reason: 'used(data) reaches 80% of included' }
    const rule = { rule: 'policy fair-use', file: 'coastal.farthing' }
    const facts = { plan: 'surf', owed: '20.00' }
    const text = 'On surf & 80%. You owe 20.00.'
    expect(sms).toMatchObject({ ...data, channel: 'sms', template: 'data-80.hbs', text, facts, rule })
    expect(email).toMatchObject({ ...data, channel: 'email', text: '80% of surf, 20.00', facts, rule })
    expect(all).toMatchObject({ name: 'data-all', channel: null, template: null, text: null })
  })

  it('announces what it does, and keeps the history', async () => {
    const history = (await kernel.get(ServicesService).history(atHand.subscription, { limit: 100 })) ?? []
    expect(history.toReversed().map(({ cause, deed, since, what }) => `${since} ${what} ${deed} ${cause}`)).toEqual([
      '2026-03-01 outgoing barred policy',
      '2026-03-04 data throttled policy',
      '2026-04-01 data restored policy',
      '2026-04-01 outgoing barred policy',
      '2026-04-05 outgoing restored policy',
      '2026-05-03 data throttled policy',
      '2026-05-03 data barred run-out',
      '2026-06-01 data restored policy',
      '2026-06-01 data restored run-out',
      '2026-06-01 outgoing barred policy'
    ])
    const topics = await kernel
      .get(Persistence)
      .bulk('main', client =>
        sql<{ topic: string; count: number }>(
          client,
          `select topic, count(*)::int as count from outbox where topic like 'service.%' or topic like 'message.%' group by 1 order by 1`
        )
      )
    expect(topics).toEqual([
      { topic: 'message.queued', count: 9 },
      { topic: 'service.barred', count: 4 },
      { topic: 'service.restored', count: 4 },
      { topic: 'service.throttled', count: 2 }
    ])
  })

  it('looks at nobody to whom nothing has happened', async () => {
    kernel.clock.moveTo(at('2026-06-02', '00:10').toString())
    await pass()
    kernel.clock.moveTo(at('2026-06-02', '00:11').toString())
    expect(await pass()).toEqual({ accounts: 0, messages: 0, changes: 0, problems: [] })
  })
})
