// Names this run's folder. The server in it is started by the first spec that asks for a database, so pure specs pay nothing.
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeRun, RUN_PREFIX } from './test-run.mjs'

export default function globalSetup() {
  for (const name of readdirSync(tmpdir()).filter(each => each.startsWith(RUN_PREFIX))) {
    if (!exists(Number(name.slice(RUN_PREFIX.length)))) removeRun(join(tmpdir(), name))
  }
  const folder = join(tmpdir(), `${RUN_PREFIX}${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o755 })
  process.env.FARTHING_TEST_RUN = folder
}

function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
