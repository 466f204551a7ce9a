// A thread of `farthing test`: runs from dist or from the sources, as the command that started it does.
import { fileURLToPath } from 'node:url'
import { runsFromDist, useSources } from './run-from.mjs'

const root = fileURLToPath(new URL('../../..', import.meta.url))

if (runsFromDist(root)) {
  const { playForMainThread } = await import('../dist/example-run/example-thread.js')
  await playForMainThread()
} else {
  await useSources(root)
  const { playForMainThread } = await import('../src/example-run/example-thread.ts')
  await playForMainThread()
}
