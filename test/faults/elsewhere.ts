// Work in another process, to be killed with -9 when the database says so.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Persistence } from '@farthing/kernel'
import type { TestKernel } from '@farthing/testing'

export interface Elsewhere {
  readonly child: ChildProcess
  readonly gone: Promise<unknown>
}

/** Runs a script of this folder from source. */
export function elsewhere(script: string, ...values: readonly string[]): Elsewhere {
  const node = ['--conditions=source', '--no-warnings', '--import', './tools/swc-hook.mjs']
  const child = spawn(process.execPath, [...node, join(import.meta.dirname, script), ...values], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  return { child, gone: once(child, 'exit') }
}

/** Kills it as soon as that is enough, and waits until it is gone; it may have ended by itself before. */
export async function killWhen({ child, gone }: Elsewhere, isEnough: () => Promise<boolean>): Promise<void> {
  while (child.exitCode === null && !(await isEnough())) await wait(2)
  child.kill('SIGKILL')
  await gone
}

/** Kills what imports elsewhere after some chunks; returns how many rows it had committed. */
export async function killedAfterChunks(kernel: TestKernel, importing: Elsewhere, chunks: number): Promise<number> {
  await killWhen(importing, async () => (await countRows(kernel, 'usage_import_chunk')) >= chunks)
  return countRows(kernel, 'rated_usage')
}

/** Rows of a table, and a condition after it if wanted: "outbox where topic = 'message.queued'". */
export async function countRows(kernel: TestKernel, what: string): Promise<number> {
  return kernel.get(Persistence).bulk('main', async client => {
    return Number((await client.query(`select count(*) as count from ${what}`)).rows[0].count)
  })
}
