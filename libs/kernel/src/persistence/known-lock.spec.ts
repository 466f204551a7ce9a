// A look at what is known waits for news that are being written, and holds nobody back.
import { testDatabase } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { tables } from '../tables.ts'
import { beginKnown, settleKnown } from './known-lock.ts'
import { Persistence } from './persistence.ts'

const database = await testDatabase()
const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
afterAll(async () => {
  await persistence.close()
  await database.drop()
})

interface News {
  /** When it became known. */
  readonly known: number
  readonly end: () => Promise<void>
}

/** A transaction that writes news until it is told to end. */
async function writeNews(tenant: string): Promise<News> {
  const begun = Promise.withResolvers<number>()
  const told = Promise.withResolvers<void>()
  const done = persistence.bulk(tenant, async client => {
    await beginKnown(client, tenant)
    begun.resolve(performance.now())
    await told.promise
  })
  const known = await begun.promise
  const end = async (): Promise<void> => {
    told.resolve()
    await done
  }
  return { known, end }
}

function look(tenant: string): { readonly instant: Promise<number>; isDone: () => boolean } {
  let done = false
  const instant = persistence
    .bulk(tenant, client => settleKnown(client, tenant, () => performance.now()))
    .finally(() => (done = true))
  return { instant, isDone: () => done }
}

it('a look waits for what began before it', async () => {
  const news = await writeNews('main')
  const { instant, isDone } = look('main')
  await pause(100)
  expect(isDone()).toBe(false)
  await news.end()
  expect(await instant).toBeGreaterThan(news.known)
})

it('news that begin while it waits neither wait for it nor are waited for, and are known later', async () => {
  const first = await writeNews('main')
  const { instant, isDone } = look('main')
  await pause(100)
  const second = await writeNews('main')
  expect(isDone()).toBe(false)
  await first.end()
  expect(await instant).toBeLessThan(second.known)
  await second.end()
})

it('looks beside each other wait for the same news', async () => {
  const news = await writeNews('main')
  const looks = [look('main'), look('main')]
  await pause(100)
  expect(looks.map(({ isDone }) => isDone())).toEqual([false, false])
  await news.end()
  await Promise.all(looks.map(({ instant }) => instant))
})

it('news of others are not waited for', async () => {
  const news = await writeNews('other')
  await look('main').instant
  await news.end()
})
