// A price that is raised for the past, of what a pocket has paid for: it is proposed as of any use, and the next bill asks for the rest.
import { ChargingService, PocketsService, Reratings } from '@farthing/kernel'
import { billOn, customer, publishRules, sampleRules, testKernel } from '@farthing/testing'

const rules = (price: string): string => `plan prepaid "Prepaid" {
  from 2025-01-01
  tariff flat
}
tariff flat for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price            |
    | ${price} per minute |
  }
}
`
const kernel = await testKernel({ now: '2026-03-06T02:00:00Z' })
afterAll(() => kernel.close())

it('moves like any use, and the next bill settles the difference', async () => {
  await publishRules(kernel, sampleRules(rules('0.30')))
  const { account, number } = await customer(kernel, { identities: ['61400000001'], plan: 'prepaid' })
  const pocket = { amount: 10_000_000n, method: 'card', priority: 1, subscription: null, expiresAt: null }
  await kernel.get(PocketsService).topUp(account, pocket)
  const charged = await kernel.get(ChargingService).ask({
    ...{
      kind: 'once',
      key: 'once',
      digest: '',
      subscriber: '61400000001',
      service: 'voice',
      to: '61298765432',
      from: ''
    },
    ...{ startedAt: kernel.clock.now(), value: null, quantity: { ticks: 120_000, unit: 'second' } }
  })
  expect(charged).toMatchObject({ ok: true, value: { once: { amount: '600000' } } })
  kernel.clock.moveTo('2026-03-10T02:00:00Z')
  await publishRules(kernel, sampleRules(rules('0.50')), '2026-03-01')
  const reratings = kernel.get(Reratings)
  const planned = await reratings.propose({})
  if (!planned.ok) throw new Error(planned.detail)
  const { id, summary } = await reratings.drain(planned.value.id)
  expect(summary).toMatchObject({ changed: 1, prepaid: 1, before: '600000', after: '1000000' })
  expect(await reratings.apply(id)).toMatchObject({ ok: true, value: { state: 'applied' } })
  const bill = await billOn(kernel, number, '2026-04-01')
  expect(bill?.lines.map(({ amount }) => amount)).toEqual([400_000n])
})
