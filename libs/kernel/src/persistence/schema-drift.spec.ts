// The migrations and the entity definitions must describe the same tables.
import { testDatabase } from '@farthing/testing'
import { tables } from '../tables.ts'
import { Persistence } from './index.ts'

describe('migrations', () => {
  it('leave no difference to the entity definitions', async () => {
    const database = await testDatabase()
    const persistence = await Persistence.open({ url: database.url, tables, migrate: false })
    try {
      expect(await persistence.orm.schema.getUpdateSchemaSQL()).toBe('')
      expect(await persistence.orm.migrator.getPending()).toEqual([])
    } finally {
      await persistence.close()
      await database.drop()
    }
  })
})
