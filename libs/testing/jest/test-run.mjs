// The folder of one test run, named after its process: a PostgreSQL without fsync in it, thrown away at the end.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PREFIX = 'farthing-test-'

/** Makes the folder of this process, and removes those that killed runs left behind. */
export function newRun() {
  for (const name of readdirSync(tmpdir()).filter(each => each.startsWith(PREFIX))) {
    if (!exists(Number(name.slice(PREFIX.length)))) removeRun(join(tmpdir(), name))
  }
  const folder = join(tmpdir(), `${PREFIX}${process.pid}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o755 })
  return folder
}

/** Stops the run's server at once (nothing in it is worth a checkpoint) and removes the folder. */
export function removeRun(folder) {
  try {
    // The comm file tells that the number still is a postgres, and vanishes with it.
    const pid = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
    if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) endNow(pid)
  } catch {
    // no server was started, or it is gone
  }
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
  } catch {
    // another user's run: theirs to remove
  }
}

function endNow(pid) {
  process.kill(pid, 'SIGQUIT')
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waited = 0; waited < 500 && readFileSync(`/proc/${pid}/comm`, 'utf8'); waited++)
    Atomics.wait(pause, 0, 0, 10)
}

function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
