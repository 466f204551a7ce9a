import { Persistence, tables } from '@farthing/kernel'
import { testDatabase } from './test-database.ts'

const database = await testDatabase()
const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
afterAll(async () => {
  await persistence.close()
  await database.drop()
})

describe('testDatabase', () => {
  it('holds every table of the kernel and no row', async () => {
    expect(await persistence.orm.schema.getUpdateSchemaSQL()).toBe('')
  })

  it('is nobody else’s', async () => {
    const other = await testDatabase()
    expect(other.url).not.toBe(database.url)
    await other.drop()
  })
})
