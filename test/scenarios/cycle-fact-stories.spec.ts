// `included` and `spend` are the same whoever asks, and however far the bill behind them happened to look back.
import { Readable } from 'node:stream'
import { BillingRunService, MessageQueue, Policies, SubscriptionsService, UsageImports } from '@farthing/kernel'
import { simulateLife } from '@farthing/simulator'
import { customer, publishRules, testKernel, type TestKernel } from '@farthing/testing'
import { coastal } from './coastal.ts'
import { allPlugins, play, rulesOf } from './play.ts'

const registry = await allPlugins()
const rolling = `operator "Rolling" { currency AUD; time zone "UTC" }
tariff calls for voice { rates {
  | price           |
  | 0.10 per minute |
} }
plan roller "Roller" { rent 5.00 per month in advance; tariff calls; include 10 min of voice, roll over 1 cycle }
message "most" { facts plan }
policy p { when used(voice) reaches 80% of included: notify "most" }
`

async function noticesOf(march: string, april: string, news: readonly object[] = []): Promise<string[]> {
  const rules = rulesOf(rolling, registry)
  const facts = [
    { on: '2026-03-01', do: 'subscribe', as: 's', plan: 'roller' },
    { at: '2026-03-02T10:00', do: 'use', as: 's', service: 'voice', quantity: march, to: '+1' },
    { on: '2026-04-01', do: 'advance' },
    ...news,
    { at: '2026-04-05T10:00', do: 'use', as: 's', service: 'voice', quantity: april, to: '+1' },
    { on: '2026-04-30', do: 'advance' }
  ]
  const life = { account: { billDay: 1 }, facts }
  const played = await simulateLife(life, { rules, ruleSets: new Map([['same', rules]]) }, registry)
  if (!played.ok) throw new Error(JSON.stringify(played.problems))
  return played.result.messages
    .filter(({ kind, on }) => kind === 'notice' && on.toString() > '2026-04')
    .map(({ on }) => `${on}`)
}

describe('what is included of a service that rolls over', () => {
  const again = { on: '2026-04-02', do: 'publish', rules: 'same' }
  const earlier = { on: '2026-03-01', known: '2026-04-02', do: 'charge', as: 's', amount: '2.00' }

  it.each([
    ['all of March used', '600 s', '510 s', ['2026-04-05']],
    ['all but a second of March used', '599 s', '510 s', ['2026-04-05']],
    ['half of March used: 15 minutes', '300 s', '719 s', []],
    ['half of March used, 80% of 15 minutes', '300 s', '720 s', ['2026-04-05']]
  ])('is its own grant and what was left when the cycle began, with %s', async (_, march, april, notices) => {
    expect(await noticesOf(march, april)).toEqual(notices)
    expect(await noticesOf(march, april, [again])).toEqual(notices)
    expect(await noticesOf(march, april, [earlier])).toEqual(notices)
  })
})

const data = `${coastal}
tariff data-standard for data { rates {
  | price       |
  | 1.00 per GB |
} }
plan roller "Roller" { rent 5.00 per month in advance; tariff data-standard; include 10 GB of data, roll over 1 cycle }
plan other "Other" { rent 5.00 per month in advance; tariff data-standard }
message "most" { facts plan }
message "more" { facts plan }
policy p {
  when used(data) reaches 80% of included: notify "most"
}
policy q {
  when included(data) > 10 GB: notify "more"
}
forbid change to other when spend(data) > 5.00 "Not while data is dear"
`

const subscribed = { on: '2026-03-01', do: 'subscribe', plan: 'roller', as: '+61400000001' }
const used = (on: string, megabytes: number) => ({
  at: `${on}T10:00`,
  do: 'use',
  service: 'data',
  quantity: `${megabytes} MB`
})

let events = 0
async function use(kernel: TestKernel, day: string, megabytes: number): Promise<void> {
  kernel.clock.moveTo(`${day}T02:00:00Z`)
  const csv = `id,service,subscriber,to,started_at,quantity,unit\n${++events},data,61400000001,,${day} 10:00:00,${megabytes},MB\n`
  const imported = await kernel.get(UsageImports).importStream(Readable.from([csv]), `${events}`, { format: 'csv' })
  expect(imported).toMatchObject({ ok: true, value: { rated: 1 } })
  kernel.clock.moveTo(`${day}T03:00:00Z`)
  expect(await kernel.get(Policies).pass()).toMatchObject({ problems: [] })
}

async function begun() {
  const kernel = await testKernel({ now: '2026-02-28T14:00:00Z' })
  await publishRules(kernel, new Map([['coastal.farthing', data]]))
  return { kernel, ...(await customer(kernel, { identities: ['61400000001'], plan: 'roller', from: '2026-03-01' })) }
}

async function bill(kernel: TestKernel, day: string): Promise<void> {
  kernel.clock.moveTo(`${day}T01:00:00Z`)
  const runs = kernel.get(BillingRunService)
  const { id } = await runs.start({ billDate: Temporal.PlainDate.from(day) })
  await runs.drain(id)
}

describe('the running kernel', () => {
  it.each([
    ['one that spends what was left of March', 10_000, 16_000, true],
    ['one that has it left', 5_000, 14_000, false]
  ])(
    'judges a change as simulate does: %s',
    async (_, march, april, refused) => {
      const facts = [
        subscribed,
        used('2026-03-05', march),
        { on: '2026-04-01', do: 'advance' },
        used('2026-04-05', april)
      ]
      const played = await play({ rules: data, facts: [...facts, { on: '2026-04-06', do: 'change', plan: 'other' }] })
      expect(played.refused).toHaveLength(refused ? 1 : 0)
      const { kernel, subscription } = await begun()
      await use(kernel, '2026-03-05', march)
      await bill(kernel, '2026-04-01')
      await use(kernel, '2026-04-05', april)
      kernel.clock.moveTo('2026-04-06T02:00:00Z')
      const change = { kind: 'plan-changed', plan: 'other', effective: Temporal.PlainDate.from('2026-04-06') } as const
      expect(await kernel.get(SubscriptionsService).change(subscription, change)).toMatchObject({ ok: !refused })
      await kernel.close()
    },
    60_000
  )

  it.each([true, false])(
    'tells what simulate tells, with March billed: %s',
    async billed => {
      const facts = [
        subscribed,
        used('2026-03-05', 5_000),
        used('2026-04-05', 12_100),
        { on: '2026-04-06', do: 'advance' }
      ]
      const { messages } = await play({ rules: data, facts })
      const told = messages.filter(({ kind }) => kind === 'notice').map(({ on, text }) => `${on} ${text.split('"')[1]}`)
      const { kernel } = await begun()
      await use(kernel, '2026-03-05', 5_000)
      if (billed) await bill(kernel, '2026-04-01')
      kernel.clock.moveTo('2026-04-01T02:00:00Z')
      await kernel.get(Policies).pass()
      await use(kernel, '2026-04-05', 12_100)
      const queued = (await kernel.get(MessageQueue).list({ limit: 10 })).map(({ dueOn, name }) => `${dueOn} ${name}`)
      expect(queued).toEqual(told)
      expect(told).toEqual(['2026-04-01 more', '2026-04-05 most'])
      await kernel.close()
    },
    60_000
  )
})

describe('an account that is parked', () => {
  const parking = `${rolling}
policy dear { when spend > 0.50: bar outgoing }
plan smaller "Smaller" { rent 3.00 per month in advance; tariff calls }
forbid change to smaller when spend > 0.50 "Not while it is dear"
`
  it('is not judged as if it had no allowances', async () => {
    const abroad = rulesOf(`${parking}tax vat "VAT" { in DE; rate 19% }\ntax tva "TVA" { in FR; rate 20% }\n`, registry)
    const facts = [
      { on: '2026-03-01', do: 'subscribe', as: 's', plan: 'roller' },
      { at: '2026-03-02T10:00', do: 'use', as: 's', service: 'voice', quantity: '600 s', to: '+1' },
      { on: '2026-03-04', do: 'publish', rules: 'abroad' },
      { on: '2026-03-06', do: 'change', as: 's', plan: 'smaller' },
      { on: '2026-03-10', do: 'advance' }
    ]
    const rules = { rules: rulesOf(parking, registry), ruleSets: new Map([['abroad', abroad]]) }
    const played = await simulateLife({ account: { billDay: 1 }, facts }, rules, registry)
    if (!played.ok) throw new Error(JSON.stringify(played.problems))
    const { messages, refused, services } = played.result
    const parked = messages.filter(({ kind }) => kind === 'account-parked').map(({ text }) => text)
    expect(services.map(({ restrictions }) => restrictions)).toEqual([[]])
    expect(parked).toEqual([expect.stringContaining('Parked, tax-place')])
    expect(refused).toMatchObject([
      { reason: expect.stringContaining('spend is not known while the account is parked, tax-place') }
    ])
  })
})
