// dist or source? dist is used when each package was built after its last edit; otherwise the TypeScript is run as it stands.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export function runsFromDist(root) {
  if (process.env.FARTHING_RUN_FROM === 'dist') return true
  if (process.env.FARTHING_RUN_FROM === 'source' || process.execArgv.includes('--conditions=source')) return false
  return ['libs', 'apps'].every(ring =>
    readdirSync(join(root, ring)).every(name => {
      if (!existsSync(join(root, ring, name, 'tsconfig.json'))) return true
      const built = modified(join(root, ring, name, 'dist/.tsbuildinfo'))
      return built > 0 && newest(join(root, ring, name, 'src')) <= built
    })
  )
}

/** From here on packages resolve to their sources (the `source` condition of their exports) and TypeScript is transpiled on load. */
export async function useSources(root) {
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      nextResolve(specifier, { ...context, conditions: [...context.conditions, 'source'] })
  })
  await import(pathToFileURL(join(root, 'tools/swc-hook.mjs')).href)
}

function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
      .map(entry => modified(join(entry.parentPath, entry.name)))
  )
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
