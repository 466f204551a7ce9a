// Conditions that count over days and over an account: what simulated lives make of them, and that passes make the same.
import { Readable } from 'node:stream'
import { MessageQueue, Policies, ServicesService, SubscriptionsService, UsageImports } from '@farthing/kernel'
import { customer, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'
import { play } from './play.ts'

const data = `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan surf "Surf" { tariff data-standard }
plan wave "Wave" { tariff data-standard; include 3 GB of data }
message "busy" { facts plan }
message "heavy" { facts plan }
message "dear" { facts spend, owed }
`
const ruled = (...thresholds: string[]): string => `${data}policy p { ${thresholds.join('\n')} }\n`

interface Use {
  readonly on: string
  readonly megabytes: number
  readonly by?: 'one' | 'two'
}

const NUMBERS = { one: '+61400000001', two: '+61400000002' } as const
const PLANS = { one: 'surf', two: 'wave' } as const

interface Told {
  readonly messages: readonly string[]
  /** Of the first subscription, on the evening of each day on which it is restricted. */
  readonly restricted: readonly string[]
}

async function simulated(rules: string, uses: readonly Use[], until: string): Promise<Told> {
  const facts = [
    ...Object.entries(NUMBERS).map(([key, as]) => ({
      on: '2026-03-01',
      do: 'subscribe',
      plan: PLANS[key as keyof typeof PLANS],
      as
    })),
    ...uses.map(({ by = 'one', megabytes, on }) => ({
      at: `${on}T10:00`,
      do: 'use',
      as: NUMBERS[by],
      service: 'data',
      quantity: `${megabytes} MB`
    }))
  ]
  const { messages } = await play({ rules, facts: [...facts, { on: until, do: 'advance' }] })
  const restricted: string[] = []
  for (const day of daysUntil(until)) {
    const before = facts.filter(fact => ('at' in fact ? fact.at : fact.on) < `${day}T24`)
    const { services } = await play({ rules, facts: [...before, { on: day, do: 'advance' }] })
    const [first] = services
    restricted.push(...(first?.restrictions ?? []).map(({ what }) => `${day} ${what}`))
  }
  const notices = messages.filter(({ kind }) => kind === 'notice')
  return {
    messages: notices.map(({ on, text }) => `${on} ${text.split(':')[0]?.replace(/ by \S+/, '') ?? ''}`),
    restricted
  }
}

function daysUntil(until: string): string[] {
  const days: string[] = []
  for (let day = Temporal.PlainDate.from('2026-03-25'); `${day}` <= until; day = day.add({ days: 1 }))
    days.push(`${day}`)
  return days
}

let events = 0
async function used(kernel: TestKernel, { by = 'one', megabytes, on }: Use): Promise<void> {
  const csv = `id,service,subscriber,to,started_at,quantity,unit\n${++events},data,${NUMBERS[by].slice(1)},,${on} 10:00:00,${megabytes},MB\n`
  const imported = await kernel.get(UsageImports).importStream(Readable.from([csv]), `${events}`, { format: 'csv' })
  expect(imported).toMatchObject({ ok: true, value: { rated: 1 } })
}

/** A pass on each morning and evening; most find nobody to look at. */
async function passed(rules: string, uses: readonly Use[], until: string): Promise<Told & { looks: number }> {
  const kernel = await testKernel({ now: '2026-02-28T14:00:00Z' })
  await publishRules(kernel, new Map([['coastal.farthing', rules]]))
  const { account, subscription } = await customer(kernel, {
    identities: [NUMBERS.one.slice(1)],
    plan: PLANS.one,
    from: '2026-03-01'
  })
  const effective = Temporal.PlainDate.from('2026-03-01')
  const other = { as: NUMBERS.two, plan: PLANS.two, identities: [NUMBERS.two.slice(1)], effective }
  expect(await kernel.get(SubscriptionsService).subscribe(account, other)).toMatchObject({ ok: true })
  const restricted: string[] = []
  let looks = 0
  const pass = async (at: string): Promise<void> => {
    kernel.clock.moveTo(at)
    const done = await kernel.get(Policies).pass()
    expect(done.problems).toEqual([])
    looks += done.accounts
  }
  for (const day of daysUntil(until)) {
    await pass(Temporal.PlainDate.from(day).toZonedDateTime('Australia/Melbourne').toInstant().toString())
    kernel.clock.moveTo(`${day}T02:00:00Z`)
    for (const use of uses.filter(({ on }) => on === day)) await used(kernel, use)
    await pass(`${day}T03:00:00Z`)
    const open = (await kernel.get(ServicesService).list({ limit: 10 })).filter(
      each => each.subscription === subscription
    )
    restricted.push(...open.map(({ what }) => `${day} ${what}`))
  }
  const queued = await kernel.get(MessageQueue).list({ limit: 50 })
  await kernel.close()
  const whom = (told: string | null): string =>
    told === null ? 'the account' : told === subscription ? NUMBERS.one : NUMBERS.two
  const messages = queued.map(({ dueOn, name, subscription: told }) => `${dueOn} "${name}" to ${whom(told)}`)
  return { messages: messages.toSorted(), restricted, looks }
}

const steady = ['03-25', '03-26', '03-27', '03-28', '03-29', '03-30', '03-31', '04-01', '04-02', '04-03'].map(day => ({
  on: `2026-${day}`,
  megabytes: 1000
}))

describe('a condition that counts over days', () => {
  it('adds up calendar days of which today is the last, over the end of the cycle and the night in which clocks change', async () => {
    const rules = ruled('when used(data) in 7 days > 5 GB: notify "busy"')
    const uses = [
      { on: '2026-03-30', megabytes: 3000 },
      { on: '2026-04-05', megabytes: 2000 },
      { on: '2026-04-06', megabytes: 2000 },
      { on: '2026-04-08', megabytes: 2000 }
    ]
    expect((await simulated(rules, uses, '2026-04-12')).messages).toEqual(['2026-04-08 "busy" to +61400000001'])
    const more = [...uses.slice(0, 1), { on: '2026-04-05', megabytes: 2001 }]
    expect((await simulated(rules, more, '2026-04-06')).messages).toEqual(['2026-04-05 "busy" to +61400000001'])
  })

  it('acts again when none of the days on which it did is among them', async () => {
    const rules = ruled('when used(data) in 3 days > 2 GB: notify "busy"')
    const told = await simulated(rules, steady, '2026-04-12')
    expect(told.messages.map(text => text.slice(5, 10))).toEqual(['03-27', '03-30', '04-02'])
  })

  it('acts again when a policy has restored what it restricts', async () => {
    const rules = ruled(
      'when used(data) in 7 days > 5 GB: throttle to 1 Mbit per second, notify "heavy"',
      'when used(data) in 7 days <= 5 GB: restore data'
    )
    const uses = [
      { on: '2026-03-25', megabytes: 4000 },
      { on: '2026-03-30', megabytes: 2000 },
      { on: '2026-04-02', megabytes: 3500 }
    ]
    const told = await simulated(rules, uses, '2026-04-08')
    expect(told.messages.map(text => text.slice(5, 18))).toEqual(['03-30 "heavy"', '04-02 "heavy"'])
    const days = ['03-30', '03-31', '04-02', '04-03', '04-04', '04-05']
    expect(told.restricted).toEqual(days.map(day => `2026-${day} data`))
  })

  it('bars for so many days, and again when they are over and it still holds', async () => {
    const rules = ruled('when spend(data) in 2 days > 1.50: bar data for 2 days')
    const told = await simulated(rules, steady.slice(0, 4), '2026-04-02')
    expect(told.restricted).toEqual(['26', '27', '28', '29'].map(day => `2026-03-${day} data`))
  })

  it('takes what usage cost after allowances, of each cycle its own', async () => {
    const rules = ruled('when spend(data) in 4 days > 2.50: notify "busy"')
    const uses = [
      { on: '2026-03-30', megabytes: 4000, by: 'two' as const },
      { on: '2026-04-01', megabytes: 4500, by: 'two' as const }
    ]
    expect((await simulated(rules, uses, '2026-04-04')).messages).toEqual([])
    const more = [...uses, { on: '2026-04-02', megabytes: 500, by: 'two' as const }]
    expect((await simulated(rules, more, '2026-04-04')).messages).toEqual(['2026-04-02 "busy" to +61400000002'])
  })
})

describe('a condition of an account', () => {
  const uses = [
    { on: '2026-03-25', megabytes: 2000 },
    { on: '2026-03-26', megabytes: 5000, by: 'two' as const },
    { on: '2026-03-28', megabytes: 1000 }
  ]

  it('adds up its subscriptions, tells it once and restricts each', async () => {
    const rules = ruled('when spend(data) of account > 3.50: bar data until next cycle, notify "dear"')
    const told = await simulated(rules, uses, '2026-04-02')
    expect(told.messages).toEqual(['2026-03-26 "dear" to the account'])
    expect(told.restricted).toEqual(
      daysUntil('2026-03-31')
        .slice(1)
        .map(day => `${day} data`)
    )
  })

  it('tells nobody of a message that says something of a subscription', async () => {
    await expect(simulated(ruled('when spend of account > 3.50: notify "busy"'), uses, '2026-04-02')).rejects.toThrow(
      'R0537'
    )
  })

  it('asks the share of the account too', async () => {
    const rules = ruled('when used(data) of account > 200% of included: notify "dear"')
    expect((await simulated(rules, uses, '2026-03-31')).messages).toEqual(['2026-03-26 "dear" to the account'])
  })
})

describe('passes over the database', () => {
  it('do on each day what simulate does', async () => {
    const rules = ruled(
      'when used(data) in 7 days > 5 GB: throttle to 1 Mbit per second, notify "heavy"',
      'when used(data) in 7 days <= 5 GB: restore data',
      'when used(data) in 3 days > 2 GB: notify "busy"',
      'when spend(data) of account in 10 days > 9.50: bar voice for 3 days, notify "dear"'
    )
    const uses: Use[] = [
      ...steady,
      { on: '2026-03-31', megabytes: 5500, by: 'two' },
      { on: '2026-04-04', megabytes: 4000, by: 'two' },
      { on: '2026-04-05', megabytes: 3000 }
    ]
    const [expected, { looks, ...found }] = [
      await simulated(rules, uses, '2026-04-20'),
      await passed(rules, uses, '2026-04-20')
    ]
    expect(expected.messages.length).toBeGreaterThan(5)
    expect(found).toEqual({ ...expected, messages: expected.messages.toSorted() })
    expect(looks).toBeLessThan(45)
  }, 120_000)
})
