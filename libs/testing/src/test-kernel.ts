import { KernelModule, MovableClock, type KernelOptions } from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { testDatabase } from './test-database.ts'

export interface TestKernelOptions extends Omit<KernelOptions, 'database' | 'clock'> {
  /** Where the movable clock starts. Default 2026-03-01T00:00:00Z. */
  readonly now?: string
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

/** The whole kernel on a database of its own and a clock that stands still: `const kernel = await testKernel()`. */
export async function testKernel(options: TestKernelOptions = {}): Promise<TestKernel> {
  const { now = '2026-03-01T00:00:00Z', ...rest } = options
  const database = await testDatabase()
  const clock = new MovableClock(now)
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
  return { app, clock, url: database.url, get: app.get.bind(app) as INestApplicationContext['get'], close }
}
