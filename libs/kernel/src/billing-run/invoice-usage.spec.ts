// The events of an invoice that looks back at many that others brought: found at one reading, not page by page through all of them.
import { billOn, openAccounts, publishRules, putUsage, testKernel } from '@farthing/testing'
import type { ClientBase } from 'pg'
import { Persistence } from '../persistence/index.ts'
import { findInvoice } from './invoice-queries.ts'
import { invoiceEvents } from './invoice-usage.ts'

const kernel = await testKernel({ now: '2026-03-20T00:00:00Z' })
afterAll(() => kernel.close())
const EARLIER = 3_000

it('a late use is found behind those of the bill before', async () => {
  await publishRules(kernel)
  const [opened] = await openAccounts(kernel, [{ billDay: 1, from: '2026-03-01', plans: ['mobile-20'] }])
  const { id: account = '', number, subscriptions: [subscription = ''] = [] } = opened ?? {}
  const call = { account, subscription, plan: 'mobile-20', service: 'voice', to: '61298765432', quantity: 60_000 }
  const first = Temporal.Instant.from('2026-03-03T00:00:00Z')
  const calls = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => ({ ...call, at: first.add({ minutes: from + n }).toString() }))
  const early = await putUsage(kernel, '2026-03-10', calls(0, EARLIER))
  const march = await billOn(kernel, number, '2026-04-01')
  const late = await putUsage(kernel, '2026-04-02', calls(EARLIER, 2))
  const april = await billOn(kernel, number, '2026-05-01')

  await kernel.get(Persistence).bulk('main', async client => {
    const asked = countingQueries(client)
    const eventsOf = async (id = '', limit = 5): Promise<string[]> => {
      const head = await findInvoice(client, 'main', id)
      if (head === undefined) throw new Error(`no invoice ${id}`)
      asked.count = 0
      return (await invoiceEvents(asked.client, 'main', head, { limit })).map(({ event }) => event)
    }
    expect(await eventsOf(april?.invoice.id)).toEqual(late)
    expect(asked.count).toBeLessThanOrEqual(4)
    expect(await eventsOf(april?.invoice.id, 1)).toEqual(late.slice(0, 1))
    expect(await eventsOf(march?.invoice.id, 3)).toEqual(early.slice(0, 3))
    expect(await eventsOf(march?.invoice.id, EARLIER + 5)).toHaveLength(EARLIER)
  })
})

function countingQueries(client: ClientBase): { readonly client: ClientBase; count: number } {
  const query = client.query.bind(client) as (...asked: unknown[]) => unknown
  const counted = { client: Object.create(client) as ClientBase, count: 0 }
  Object.assign(counted.client, {
    query: (...asked: unknown[]) => {
      counted.count += 1
      return query(...asked)
    }
  })
  return counted
}
