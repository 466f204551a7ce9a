// Names this run's folder. The server in it is started by the first spec that asks for a database, so pure specs pay nothing.
import { newRun } from './test-run.mjs'

export default function globalSetup() {
  process.env.FARTHING_TEST_RUN = newRun()
}
