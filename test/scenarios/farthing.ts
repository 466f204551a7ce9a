// Runs the `farthing` command as an operator does: the launcher, in a process of its own.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface RunSettings {
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
  /** Options of Node, such as a module to load first. */
  readonly node?: string
}

export function farthing(words: readonly string[], { input = '', env = {}, node = '' }: RunSettings = {}): Run {
  const run = spawnSync(process.execPath, ['apps/cli/bin/farthing.mjs', ...words], {
    cwd: root,
    encoding: 'utf8',
    input,
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', ...env, NODE_OPTIONS: node }
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}
