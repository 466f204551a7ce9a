// Names this run's folder. The server in it is started by the first spec that asks for a database, so pure specs pay nothing.
import { spawnSync } from 'node:child_process'
import { newRun } from './test-run.mjs'

const HOW = 'apt-get install hledger'

export default function globalSetup() {
  process.env.FARTHING_TEST_RUN = newRun()
  if (spawnSync('hledger', ['--version']).status === 0) return
  if (process.env.FARTHING_HLEDGER === 'required') throw new Error(`hledger is required and not installed: ${HOW}`)
  process.stderr.write(`hledger is not installed (${HOW}): no journal is compared with it in this run.\n`)
}
