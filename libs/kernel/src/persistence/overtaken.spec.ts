// Transactions that others overtake are done again.
import { testDatabase } from '@farthing/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { tables } from '../tables.ts'
import { Persistence } from './persistence.ts'

const database = await testDatabase()
const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
afterAll(async () => {
  await persistence.close()
  await database.drop()
})

it('two that take the same locks in another order both come to their end', async () => {
  const tries: string[] = []
  const lock = (key: number): string => `select pg_advisory_xact_lock(77, ${key})`
  const work = (first: number, second: number): Promise<string> =>
    persistence.bulk('main', async client => {
      tries.push(`${first}${second}`)
      await client.query(lock(first))
      await pause(300)
      await client.query(lock(second))
      return 'done'
    })
  expect(await Promise.all([work(1, 2), work(2, 1)])).toEqual(['done', 'done'])
  expect(tries).toHaveLength(3)
})
