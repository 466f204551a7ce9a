// Runs one of the scripts of tools/ as `npm run check` does and reads the JSON that it prints; a finding is exit code 1.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export function runTool<T>(name: string, ...args: string[]): T {
  const run = spawnSync(process.execPath, [`tools/${name}.mjs`, ...args, '--json'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' }
  })
  if (run.stdout === '') throw new Error(`tools/${name}.mjs printed nothing: ${run.stderr}`)
  return JSON.parse(run.stdout) as T
}
