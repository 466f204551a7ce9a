// Debits, transfers and expiry beside charging, while somebody waits for all who bring news.
import { customer, publishRules, testKernel } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { beginKnown, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { PocketExpiry, PocketsService } from './index.ts'
import { lockPocketsOf } from './pocket-book.ts'

const kernel = await testKernel({ now: '2026-03-01T00:00:00Z' })
const pockets = kernel.get(PocketsService)
const persistence = kernel.get(Persistence)
afterAll(() => kernel.close())
let friend = ''
beforeAll(async () => {
  await publishRules(kernel)
  friend = (await customer(kernel, { identities: ['61400000009'] })).account
})

/** Less than the second that PostgreSQL takes to notice a circle and to break it. */
const WITHOUT_CIRCLE = `set local lock_timeout = '500ms'`
const WAITING = `select from pg_locks where not granted and locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())`

async function untilWaiting(count: number): Promise<void> {
  while ((await persistence.bulk('main', client => sql(client, WAITING, []))).length < count) await pause(5)
}

const held = { unit: 'AUD', amount: 1n, subscription: null, reason: 'film' }
const works = {
  debit: (account: string) => pockets.debit(account, { ...held, category: 'content', key: account }),
  transfer: (account: string) => pockets.transfer(account, { ...held, to: friend }),
  expiry: () => kernel.get(PocketExpiry).expire()
}

describe('pockets beside those who wait for all news', () => {
  it.each(Object.entries(works))('are locked by %s after what is known, as charging does', async (name, work) => {
    const { account } = await customer(kernel, { identities: [`6140000${name.length}`] })
    const expiresAt = kernel.clock.now().add({ seconds: 1 })
    await pockets.grant(account, { ...held, amount: 5n, priority: 1, expiresAt: name === 'expiry' ? expiresAt : null })
    if (name === 'expiry') kernel.clock.advance({ minutes: 1 })
    const [settled, worked] = await persistence.bulk('main', async client => {
      await beginKnown(client, 'main')
      const settling = persistence.bulk('main', other => settleKnown(other, 'main', () => kernel.clock.now()))
      await untilWaiting(1)
      const working = work(account)
      await untilWaiting(2)
      await client.query(WITHOUT_CIRCLE)
      const mine = await lockPocketsOf(client, { text: '$2::uuid[]', values: ['main', [account]] })
      expect(mine).toHaveLength(1)
      return [settling, working] as const
    })
    await Promise.all([settled, worked])
    const left = (await pockets.list(account)) ?? []
    expect(left.map(({ balance }) => balance)).toEqual(name === 'expiry' ? [] : [4n])
  })
})
