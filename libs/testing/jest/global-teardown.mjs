import { removeRun } from './test-run.mjs'

export default function globalTeardown() {
  if (process.env.FARTHING_TEST_RUN) removeRun(process.env.FARTHING_TEST_RUN)
}
