// The connection that work under way holds: what it asks for beside is asked there, for whoever waits for a second one may wait for those who wait for his.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { PoolClient } from 'pg'

export class HeldClient {
  readonly #current = new AsyncLocalStorage<{ client: PoolClient | undefined }>()

  /** Undefined where none is held, and in what was begun under one and not waited for. */
  get client(): PoolClient | undefined {
    return this.#current.getStore()?.client
  }

  async during<T>(client: PoolClient, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const held: { client: PoolClient | undefined } = { client }
    try {
      return await this.#current.run(held, () => work(client))
    } finally {
      held.client = undefined
    }
  }
}
