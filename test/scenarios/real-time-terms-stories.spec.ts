// What is charged while it happens goes by the terms that its customer has, to what his bill would say.
import { ChargingService, KernelModule, PocketsService, RatedUsage, SubscriptionsService } from '@farthing/kernel'
import { billOn, customer, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { NestFactory } from '@nestjs/core'

const voice = (more: string) => `plan prepaid "Prepaid" {
  from 2025-01-01
  tariff week
${more}
}
`
const rates = (price: string) => `  one zone anywhere
  rates {
    | price            | increment |
    | ${price} per minute | 1s / 1s   |
  }
}
`
const tariff = `tariff week for voice {
  from 2025-01-01
${rates('0.60')}`
const none = { seconds: null, bytes: null, units: null }

async function start(rules: string, now = '2026-02-06T12:00:00Z') {
  const kernel = await testKernel({ now })
  await publishRules(kernel, sampleRules(rules))
  return kernel
}
type Kernel = Awaited<ReturnType<typeof start>>
let next = 0

async function prepaid(kernel: Kernel, from = '2026-01-01') {
  const subscriber = `6140000000${++next}`
  const anna = await customer(kernel, { identities: [subscriber], plan: 'prepaid', from })
  const settings = { method: 'card', priority: 1, subscription: null, expiresAt: null }
  await kernel.get(PocketsService).topUp(anna.account, { amount: 10_000_000n, ...settings })
  return { ...anna, subscriber }
}
const chargeMinute = (kernel: Kernel, subscriber: string) =>
  kernel.get(ChargingService).ask({
    ...{ kind: 'once', key: `minute:${++next}`, digest: '', subscriber, service: 'voice', to: '61298765432', from: '' },
    ...{ startedAt: kernel.clock.now(), quantity: { unit: 'second', ticks: 60_000 }, value: null }
  })
const moneyOf = async (kernel: Kernel, account: string) =>
  (await kernel.get(PocketsService).list(account))?.map(({ balance }) => Number(balance))

const openCall = (kernel: Kernel, subscriber: string, seconds: number | null) =>
  kernel.get(ChargingService).ask({
    ...{ kind: 'open', key: `open:${++next}`, digest: '', subscriber, service: 'voice', to: '1', from: '' },
    ...{ startedAt: kernel.clock.now(), units: [{ group: 1, used: none, wanted: { ...none, seconds } }] }
  })
const goOn = (kernel: Kernel, session: string, used: number, wanted: number | null) =>
  kernel.get(ChargingService).ask({
    ...{ kind: 'go-on', key: `go-on:${++next}`, digest: '', session, close: wanted === null },
    units: [
      { group: 1, used: { ...none, seconds: used }, wanted: wanted === null ? null : { ...none, seconds: wanted } }
    ]
  })

function answered(outcome: Awaited<ReturnType<typeof goOn>>) {
  if (!outcome.ok) throw new Error(outcome.detail)
  const [unit] = outcome.value.units
  return { session: outcome.value.session, granted: (unit?.granted ?? 0) / 1000, final: unit?.final }
}

describe('a plan whose terms change what uses cost', () => {
  it.each([
    ['  include 90 s of voice', [0, 300_000, 600_000]],
    ['  include 90 s of voice per 7 days', [0, 300_000, 600_000]],
    ['  cap voice at 1.00 per day', [600_000, 400_000, 0]],
    ['  cap voice at 1.00 per 7 days', [600_000, 400_000, 0]],
    ['  cap all usage at 1.00 per cycle', [600_000, 400_000, 0]],
    ['  cap voice at 1.00 per cycle shared with account', [600_000, 400_000, 0]],
    ['  minimum voice at 1.50 per day', [1_500_000, 0, 300_000]],
    ['  offer "Free" {\n    from 2025-01-01\n    voice is free\n  }', [0, 0, 0]],
    [
      '  offer "After" {\n    after 1 min of voice in the cycle\n    voice is 50% off\n  }',
      [600_000, 300_000, 300_000]
    ],
    ['  include 1 min of voice\n  when voice runs out: 0.90 per started 2 min', [0, 900_000, 0]]
  ])('is charged at once as its bill would be, which then comes to nothing: %s', async (term, amounts) => {
    const kernel = await start(voice(term) + tariff)
    const anna = await prepaid(kernel)
    for (const amount of amounts)
      expect(await chargeMinute(kernel, anna.subscriber)).toMatchObject({ value: { once: { amount: String(amount) } } })
    const paid = amounts.reduce((sum, amount) => sum + amount, 0)
    expect(await moneyOf(kernel, anna.account)).toEqual([10_000_000 - paid])
    expect(await billOn(kernel, anna.number, '2026-03-01')).toBeUndefined()
    await kernel.close()
  })

  it('is granted what is included and what the balance affords beyond it, and charged across its end', async () => {
    const kernel = await start(voice('  include 2 min of voice') + tariff)
    const anna = await prepaid(kernel)
    // ten minutes are twelve with what is included, at 0.60 each
    const call = answered(await openCall(kernel, anna.subscriber, 3_600))
    expect(call).toMatchObject({ granted: 120 + 1000, final: true })
    const other = answered(await openCall(kernel, anna.subscriber, 60))
    expect(other).toMatchObject({ granted: 0, final: true })
    expect(answered(await goOn(kernel, call.session, 90, 60))).toMatchObject({ granted: 60, final: false })
    // of what is included 30 seconds are left, and both are granted them
    expect(answered(await goOn(kernel, other.session, 0, 60))).toMatchObject({ granted: 60, final: false })
    await goOn(kernel, call.session, 60, null)
    await goOn(kernel, other.session, 60, null)
    expect(await moneyOf(kernel, anna.account)).toEqual([10_000_000 - 900_000])
    expect(await billOn(kernel, anna.number, '2026-03-01')).toBeUndefined()
    await kernel.close()
  })

  it('is charged at once what a cap leaves beside other subscriptions and the days before, whose bill is made', async () => {
    const caps = '  cap voice at 1.00 per 10 days\n  cap voice at 1.30 per 10 days shared with account'
    const kernel = await start(voice(caps) + tariff, '2026-01-30T12:00:00Z')
    const anna = await prepaid(kernel)
    const second = `6140000000${++next}`
    const signed = await kernel.get(SubscriptionsService).subscribe(anna.account, {
      ...{ plan: 'prepaid', as: 'second', effective: Temporal.PlainDate.from('2026-01-01') },
      identities: [second]
    })
    expect(signed.ok).toBe(true)
    const charge = async (at: string, subscriber: string) => {
      kernel.clock.moveTo(at)
      const charged = await chargeMinute(kernel, subscriber)
      return charged.ok ? charged.value.once?.amount : charged.detail
    }
    expect(await charge('2026-01-30T12:00:00Z', anna.subscriber)).toBe('600000')
    kernel.clock.moveTo('2026-02-01T12:00:00Z')
    expect(await billOn(kernel, anna.number, '2026-02-01')).toBeUndefined()
    expect(await charge('2026-02-02T12:00:00Z', anna.subscriber)).toBe('400000')
    expect(await charge('2026-02-03T12:00:00Z', second)).toBe('300000')
    expect(await charge('2026-02-03T12:00:01Z', second)).toBe('0')
    expect(await charge('2026-02-12T12:00:00Z', second)).toBe('600000')
    expect(await billOn(kernel, anna.number, '2026-03-01')).toBeUndefined()
    await kernel.close()
  }, 30_000)

  it('leaves to the bill what late usage makes dearer', async () => {
    const kernel = await start(voice('  include 2 min of voice') + tariff)
    const anna = await prepaid(kernel)
    expect(await chargeMinute(kernel, anna.subscriber)).toMatchObject({ value: { once: { amount: '0' } } })
    await putUsage(kernel, '2026-02-07T00:00:00Z', [
      {
        ...{ account: anna.account, subscription: anna.subscription, plan: 'prepaid', service: 'voice', to: '1' },
        ...{ at: '2026-02-05T12:00:00Z', quantity: 90_000 }
      }
    ])
    // the earlier call has what is included first: half a minute of the other one is to be paid
    const invoice = await billOn(kernel, anna.number, '2026-03-01')
    expect(invoice?.lines.map(({ amount }) => amount)).toEqual([300_000n])
    await kernel.close()
  })

  it('shares what is included among 50 calls at once, in two processes, to the second', async () => {
    const kernel = await start(voice('  include 30 min of voice') + tariff)
    const settings = { clock: kernel.clock, database: { url: kernel.url, migrate: false } }
    const other = await NestFactory.createApplicationContext(KernelModule.forRoot(settings), { logger: false })
    const anna = await prepaid(kernel)
    const both = [kernel, { ...kernel, get: other.get.bind(other) } as Kernel]
    const of = (index: number): Kernel => both[index % 2] ?? kernel
    const calls = await Promise.all(
      Array.from({ length: 50 }, (_, index) => openCall(of(index), anna.subscriber, 60).then(answered))
    )
    // 30 min are included, and 10.00 pay for 16 min and 40 s
    expect(calls.reduce((sum, { granted }) => sum + granted, 0)).toBe(30 * 60 + 1000)
    await Promise.all(
      calls.map(({ granted, session }, index) => goOn(of(index), session, granted, null).then(answered))
    )
    expect(await moneyOf(kernel, anna.account)).toEqual([])
    expect(await billOn(kernel, anna.number, '2026-03-01')).toBeUndefined()
    await other.close()
    await kernel.close()
  }, 60_000)

  it('has them of features too, while these are on', async () => {
    const feature = `feature talk "Talk" {
  from 2025-01-01
  include 10 min of voice
}
`
    const kernel = await start(voice('') + feature + tariff)
    const [anna, ben] = [await prepaid(kernel), await prepaid(kernel)]
    const on = { kind: 'feature-on', feature: 'talk', effective: Temporal.PlainDate.from('2026-02-01') } as const
    const changed = await kernel.get(SubscriptionsService).change(anna.subscription, on)
    expect(changed.ok).toBe(true)
    expect(await chargeMinute(kernel, anna.subscriber)).toMatchObject({ value: { once: { amount: '0' } } })
    expect(await chargeMinute(kernel, ben.subscriber)).toMatchObject({ value: { once: { amount: '600000' } } })
    await kernel.close()
  })
})

describe('a tariff that holds for new customers', () => {
  const kept =
    voice('') +
    tariff.replace('from 2025-01-01', 'from 2025-01-01 until 2026-03-01') +
    `tariff week for voice {
  from 2026-03-01
  holds for new customers
${rates('1.20')}`

  it('leaves those of before their price, at once and in sessions, and is explained', async () => {
    const kernel = await start(kept)
    const anna = await prepaid(kernel)
    kernel.clock.moveTo('2026-03-06T12:00:00Z')
    const ben = await prepaid(kernel, '2026-03-02')
    const [old, young] = [await chargeMinute(kernel, anna.subscriber), await chargeMinute(kernel, ben.subscriber)]
    expect(old).toMatchObject({ value: { once: { amount: '600000' } } })
    expect(young).toMatchObject({ value: { once: { amount: '1200000' } } })
    const charging = kernel.get(ChargingService)
    const call = await charging.ask({
      ...{ kind: 'open', key: 'call', digest: '', subscriber: anna.subscriber, service: 'voice', to: '1', from: '' },
      ...{ startedAt: kernel.clock.now(), units: [{ group: 1, used: none, wanted: { ...none, seconds: 60 } }] }
    })
    if (!call.ok) throw new Error(call.detail)
    const units = [{ group: 1, used: { ...none, seconds: 60 }, wanted: null }]
    await charging.ask({ kind: 'go-on', key: 'end', digest: '', session: call.value.session, close: true, units })
    expect(await moneyOf(kernel, anna.account)).toEqual([8_800_000])
    const usage = (await kernel.get(RatedUsage).list({ account: anna.account, limit: 10 })) ?? []
    expect(usage.map(({ amount }) => amount)).toEqual([600_000n, 600_000n])
    for (const { event } of usage) expect((await kernel.get(RatedUsage).explain(event)).ok).toBe(true)
    expect(await billOn(kernel, anna.number, '2026-04-01')).toBeUndefined()
    await kernel.close()
  })
})
