import { KernelModule, MovableClock, type KernelOptions } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { type TestDatabase, testDatabase } from './test-database.ts'

export interface TestKernelOptions extends Omit<KernelOptions, 'database' | 'clock'> {
  /** Where the movable clock starts. Default 2026-03-01T00:00:00Z. */
  readonly now?: string
  /** What it begins with; nothing when left out. */
  readonly from?: TestDatabase
  /** In the database of this one and by its clock, which must be closed after it: another process, or another tenant. */
  readonly beside?: TestKernel
}

export interface TestKernel {
  readonly app: INestApplicationContext
  readonly clock: MovableClock
  /** Of the clone: for a second process, or a plain pg client. */
  readonly url: string
  /** `kernel.get(Persistence)` */
  readonly get: INestApplicationContext['get']
  close(): Promise<void>
}

export interface LeavingKernel extends TestKernel {
  /** Ends it and leaves what it has done, for others to begin with. */
  leave(): Promise<TestDatabase>
}

/** The whole kernel on a database of its own and a clock that stands still: `const kernel = await testKernel()`. */
export async function testKernel(options: TestKernelOptions = {}): Promise<LeavingKernel> {
  const { beside, from, now = '2026-03-01T00:00:00Z', ...rest } = options
  const database = beside === undefined ? await testDatabase(from) : placeOf(beside)
  const clock = beside?.clock ?? new MovableClock(now)
  const kernel = KernelModule.forRoot({
    ...rest,
    clock,
    sharesProcess: true,
    database: { url: database.url, migrate: false }
  })
  const app = await NestFactory.createApplicationContext(kernel, { logger: false, abortOnError: false })
  const close = async (): Promise<void> => {
    await app.close()
    await database.drop()
  }
  const leave = async (): Promise<TestDatabase> => {
    await app.close()
    return database
  }
  return { app, clock, url: database.url, get: app.get.bind(app) as INestApplicationContext['get'], close, leave }
}

/** It is dropped by whom it belongs to. */
function placeOf({ url }: TestKernel): TestDatabase {
  return { url, drop: () => Promise.resolve() }
}
