// Builds every package that exists with `tsc -b`; further arguments go to tsc (`npm run build -- --watch`).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { packageFolders, root } from './packages.mjs'

const tsc = join(root, 'node_modules/typescript/bin/tsc')
const run = spawnSync(process.execPath, [tsc, '-b', ...packageFolders(), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit'
})
process.exit(run.status ?? 1)
