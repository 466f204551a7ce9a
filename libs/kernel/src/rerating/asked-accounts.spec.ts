// Proposals that are about some accounts only, of many that have usage like theirs.
import { Persistence, Reratings } from '@farthing/kernel'
import { billOn, type OpenedBillingAccount, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { sampleRules, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'
import { newsSince } from './real-time-news.ts'

jest.setTimeout(120_000)

const rules = (price: string): ReadonlyMap<string, string> =>
  sampleRules(`plan prompt "Prompt" {
  from 2025-01-01
  tariff talk
  rate in real time
}
tariff talk for voice {
  from 2025-01-01
  one zone anywhere
  rates {
    | price               |
    | ${price} per minute |
  }
}
`)

const kernel = await testKernel({ now: '2026-01-01T00:00:00Z' })
const persistence = kernel.get(Persistence)
const reratings = kernel.get(Reratings)
/** In order of id. */
let accounts: readonly OpenedBillingAccount[]

beforeAll(async () => {
  await publishRules(kernel, rules('0.30'))
  const opened = await openAccounts(
    kernel,
    Array.from({ length: 5 }, () => ({ billDay: 1, from: '2026-01-01', plans: ['prompt'] }))
  )
  accounts = opened.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  await used('2026-02-20T00:00:00Z')
  await billOn(kernel, accounts[0]?.number, '2026-03-01')
  kernel.clock.moveTo('2026-03-05T00:00:00Z')
})
afterAll(() => kernel.close())

/** Two uses of each account, of a minute. */
async function used(known: string): Promise<void> {
  const ofEach = accounts.map(({ id, subscriptions: [subscription = ''] }) => ({
    ...{ account: id, subscription, plan: 'prompt', service: 'voice', to: '61399990000', quantity: 60_000 },
    at: '2026-02-10T10:00:00+11:00'
  }))
  await putUsage(kernel, known, [...ofEach, ...ofEach])
}

async function proposed(...indexes: readonly number[]) {
  const ids = indexes.map(index => accounts[index]?.id ?? '')
  const planned = await reratings.propose(ids.length === 0 ? {} : { accounts: ids })
  if (!planned.ok) throw new Error(planned.detail)
  return reratings.drain(planned.value.id)
}

it('move the usage and the bills of these, once named twice, and of nobody between them', async () => {
  await publishRules(kernel, rules('0.40'), '2026-02-01')
  const found = await proposed(0, 4, 2, 4)
  expect(found.summary).toMatchObject({ accounts: 3, changed: 6, before: '1800000', after: '2400000' })
  expect(found).toMatchObject({ progress: { done: 6, rows: 6 }, bills: { accounts: 3 } })
  expect(await reratings.apply(found.id)).toMatchObject({ ok: true })
  const rest = await proposed()
  expect(rest).toMatchObject({ summary: { accounts: 2, changed: 4 }, bills: { accounts: 2 } })
  expect((await proposed(2)).state).toBe('nothing')
  expect(await reratings.apply(rest.id)).toMatchObject({ ok: true })
})

it('tell of late usage of these alone, and it is one piece of news of an account, however many uses came', async () => {
  await used('2026-03-04T00:00:00Z')
  expect((await proposed(1, 3)).summary?.late).toEqual({ accounts: 2, events: 4, amount: '1600000' })
  const span = { after: Temporal.Instant.from('2026-03-03T00:00:00Z'), until: kernel.clock.now() }
  const news = { ...span, spans: [], plans: ['prompt AUD'] }
  const came = await persistence.bulk('main', client => newsSince(client, 'main', news))
  expect(came.toSorted()).toEqual(accounts.map(({ id }) => id))
})
