// What is charged while it happens goes by the terms that its customer has, or is left to the bill: never by others.
import { ChargingService, PocketsService, RatedUsage, SubscriptionsService, UsageQuarantine } from '@farthing/kernel'
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

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

describe('a plan whose price bills alone know', () => {
  it.each([
    ['  include 100 min of voice', 'prepaid > include'],
    ['  cap voice at 0.10 per day', 'prepaid > cap'],
    ['  minimum voice at 0.10 per day', 'prepaid > minimum'],
    ['  offer "Free" {\n    from 2025-01-01\n    voice is free\n  }', 'Free']
  ])('is not charged at once: %s', async (term, named) => {
    const kernel = await start(voice(term) + tariff)
    const anna = await prepaid(kernel)
    const outcome = await chargeMinute(kernel, anna.subscriber)
    expect(outcome).toMatchObject({ ok: false, reason: 'not-chargeable' })
    expect(outcome.ok ? '' : outcome.detail).toContain(named)
    const open = await kernel.get(ChargingService).ask({
      ...{
        kind: 'open',
        key: `open:${++next}`,
        digest: '',
        subscriber: anna.subscriber,
        service: 'voice',
        to: '1',
        from: ''
      },
      startedAt: kernel.clock.now(),
      units: [{ group: 1, used: { ...none, seconds: 60 }, wanted: { ...none, seconds: 60 } }]
    })
    expect(open).toMatchObject({ value: { units: [{ result: 'RATING_FAILED', granted: null }] } })
    expect(await moneyOf(kernel, anna.account)).toEqual([10_000_000])
    // what was used all the same is not lost: the bill brings it, by its terms
    const retry = await kernel.get(UsageQuarantine).retry({ reason: 'not-in-real-time' })
    expect(retry).toMatchObject({ ok: true, value: { rated: 1 } })
    await kernel.close()
  })

  it('is charged at once for its other services, and when an offer is over', async () => {
    const kernel = await start(
      voice(
        '  include 1 GB of data\n  tariff traffic\n  offer "Free" {\n    from 2025-01-01 until 2026-01-01\n    voice is free\n  }'
      ) + tariff
    )
    const anna = await prepaid(kernel)
    expect(await chargeMinute(kernel, anna.subscriber)).toMatchObject({
      ok: true,
      value: { once: { amount: '600000' } }
    })
    await kernel.close()
  })

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
    expect(await chargeMinute(kernel, anna.subscriber)).toMatchObject({ ok: false, reason: 'not-chargeable' })
    expect(await chargeMinute(kernel, ben.subscriber)).toMatchObject({ ok: true })
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
