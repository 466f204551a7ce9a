// Runs the `farthing` command as an operator does: the launcher, in a process of its own.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
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
  /** Where the command runs: the root, when left out. */
  readonly cwd?: string
}

export function farthing(
  words: readonly string[],
  { cwd = root, input = '', env = {}, node = '' }: RunSettings = {}
): Run {
  const run = spawnSync(process.execPath, [join(root, 'apps/cli/bin/farthing.mjs'), ...words], {
    cwd,
    encoding: 'utf8',
    input,
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, NO_COLOR: '1', ...env, NODE_OPTIONS: node }
  })
  return { code: run.status, out: run.stdout, err: run.stderr }
}
