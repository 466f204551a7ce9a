// The folder of one test run: a PostgreSQL without fsync, thrown away at the end.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

export const RUN_PREFIX = 'farthing-test-'

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
