// The packages of this repository: every folder of libs, plugins and apps that has a tsconfig.json.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export function packageFolders(rings = ['libs', 'plugins', 'apps']) {
  return rings
    .filter(ring => existsSync(join(root, ring)))
    .flatMap(ring => readdirSync(join(root, ring)).map(name => `${ring}/${name}`))
    .filter(folder => existsSync(join(root, folder, 'tsconfig.json')))
    .sort()
}
