#!/usr/bin/env node
// Starts the `farthing` command under Node 26: from dist when it is newer than every source, else from the sources themselves.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

if (Number(process.versions.node.split('.')[0]) < 26) {
  underPinnedNode()
} else {
  await start()
}

/** Node 26 comes with `npm ci`, as the package `node`; the machine's own Node may be older. Signals are passed on. */
function underPinnedNode() {
  const pinned = join(root, 'node_modules/node/bin/node')
  if (!existsSync(pinned)) {
    process.stderr.write(
      `farthing needs Node 26 or newer; this is ${process.version}.\n` +
        `Run 'npm ci' in ${root} once: it brings Node 26 along, and 'npx farthing' finds it.\n`
    )
    process.exit(2)
  }
  const child = spawn(pinned, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

async function start() {
  const { enableCompileCache } = await import('node:module')
  enableCompileCache()
  const { runsFromDist, useSources } = await import('./run-from.mjs')
  if (runsFromDist(root)) {
    const { main } = await import('../dist/index.js')
    await main(process.argv.slice(2))
  } else {
    await useSources(root)
    const { main } = await import('../src/index.ts')
    await main(process.argv.slice(2))
  }
}
