// kill -9 while a re-rating compares bills: what they move by is told once, and as if nobody had been killed.
import { ReratingBook, Reratings } from '@farthing/kernel'
import { openAccounts, publishRules, putUsage, sampleRules, testKernel } from '@farthing/testing'
import { countRows, elsewhere, killWhen } from './elsewhere.ts'

const ACCOUNTS = 450
const now = '2026-03-10T00:00:00Z'
const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
afterAll(() => kernel.close())

const done = (): Promise<number> => countRows(kernel, 'rerating_bill_chunk where rerating = 1 and done')

beforeAll(async () => {
  await publishRules(kernel)
  const plans = ['mobile-40']
  const opened = await openAccounts(
    kernel,
    Array.from({ length: ACCOUNTS }, () => ({ billDay: 1, from: '2026-01-01', plans }))
  )
  const use = { plan: 'mobile-40', service: 'voice', to: '61399990000', quantity: 60_000 }
  const uses = opened.map(({ id, subscriptions: [subscription = ''] }) => ({ ...use, account: id, subscription }))
  await putUsage(
    kernel,
    '2026-03-05T00:00:00Z',
    uses.map(each => ({ ...each, at: '2026-03-03T10:00:00+11:00' }))
  )
  kernel.clock.moveTo(now)
  const dearer = [...sampleRules()].map(([path, text]): [string, string] => [
    path,
    text.replace('0.25 per minute', '0.40 per minute')
  ])
  await publishRules(kernel, new Map(dearer), '2026-03-01')
}, 120_000)

it('goes on with the chunks that are left', async () => {
  await killWhen(elsewhere('rerate-usage.ts', kernel.url, now), async () => (await done()) >= 1)
  expect(await kernel.get(ReratingBook).find(1)).toMatchObject({ state: 'proposed', bills: null })
  const reratings = kernel.get(Reratings)
  await Promise.all([reratings.drain(1), reratings.drain(1, { lanes: 2 })])
  const { bills, billProgress } = await reratings.drain(1)
  expect(billProgress).toEqual({ done: ACCOUNTS, accounts: ACCOUNTS })
  expect(bills).toMatchObject({ accounts: ACCOUNTS, parked: 0 })
  expect(BigInt(bills?.after ?? 0) - BigInt(bills?.before ?? 0)).toBe(BigInt(ACCOUNTS) * 150_000n)
  expect(await countRows(kernel, 'rerating_bill where rerating = 1')).toBe(ACCOUNTS)
}, 300_000)
