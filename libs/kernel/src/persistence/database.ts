// The database of a running kernel: opened with the built-in server when no other is given, let go of at the end.
import type { AnyEntity, EntitySchema } from '@mikro-orm/core'
import { joinDataFolder, type JoinedServer } from '../data-folder/index.ts'
import type { KernelSettings } from './kernel-settings.ts'
import { Persistence } from './persistence.ts'

export class Database {
  readonly persistence: Persistence
  readonly #server: JoinedServer | null

  private constructor(persistence: Persistence, server: JoinedServer | null) {
    this.persistence = persistence
    this.#server = server
  }

  static async open(settings: KernelSettings, tables: readonly EntitySchema<AnyEntity>[]): Promise<Database> {
    const { database } = settings
    if ('url' in database) return new Database(await Persistence.open({ ...database, tables }), null)
    const server = await joinDataFolder({ ...database, folder: settings.dataFolder })
    try {
      const persistence = await Persistence.open({ url: server.url, tables, applicationName: database.command })
      return new Database(persistence, server)
    } catch (error) {
      await server.leave()
      throw error
    }
  }

  async close(): Promise<void> {
    await this.persistence.close()
    await this.#server?.leave()
  }
}
