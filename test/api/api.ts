// The whole API on a database of its own, asked in memory: no port is opened.
import { randomUUID } from 'node:crypto'
import { createServer } from '@farthing/server'
import { KernelModule, MovableClock, type KernelOptions } from '@farthing/kernel'
import { testDatabase, type TestKernel } from '@farthing/testing'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'

export interface Answer {
  readonly status: number
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- specs look into answers of every shape
  readonly body: any
  readonly replayed: boolean
}

export interface Api {
  readonly app: NestFastifyApplication
  readonly clock: MovableClock
  readonly url: string
  /** As helpers of specs take a kernel: without HTTP. */
  readonly inside: TestKernel
  get(path: string): Promise<Answer>
  /** With a key of its own unless one is given; null sends none. */
  post(path: string, body?: object, key?: string | null): Promise<Answer>
  patch(path: string, body: object): Promise<Answer>
  close(): Promise<void>
}

export async function openApi(options: Partial<KernelOptions> & { readonly now?: string } = {}): Promise<Api> {
  const { now = '2026-03-10T00:00:00Z', ...rest } = options
  const database = await testDatabase()
  const clock = new MovableClock(now)
  const here = { sharesProcess: true, clock, database: { url: database.url, migrate: false } }
  const kernel = KernelModule.forRoot({ ...here, ...rest })
  const app = await createServer({ kernel, logLevel: 'silent' })
  const call = async (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    payload?: object,
    key?: string | null
  ): Promise<Answer> => {
    const headers = key === null || key === undefined ? {} : { 'idempotency-key': key }
    const reply = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
    const body = reply.body === '' ? undefined : reply.json()
    return { status: reply.statusCode, body, replayed: reply.headers['idempotent-replayed'] === 'true' }
  }
  const close = async (): Promise<void> => {
    await app.close()
    await database.drop()
  }
  const shared = { app, clock, url: database.url, close }
  return {
    ...shared,
    inside: { ...shared, get: app.get.bind(app) as TestKernel['get'] },
    get: path => call('GET', path),
    post: (path, body, key = randomUUID()) => call('POST', path, body, key),
    patch: (path, body) => call('PATCH', path, body, randomUUID())
  }
}

/** Moves the clock on to a day, unless it has come. */
export function dayComes({ clock }: Api, day: string): void {
  const midnight = Temporal.Instant.from(`${day}T00:00:00Z`)
  if (Temporal.Instant.compare(clock.now(), midnight) < 0) clock.moveTo(midnight)
}
