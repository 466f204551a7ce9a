// The folders of plugins/ and the file of each that is to be loaded: dist when it is newer than every source, else the source.
import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { Refusal } from '@farthing/plugin-sdk'
import { z } from 'zod'

export interface PluginFolder {
  readonly name: string
  /** Absolute path of the module that exports `plugin`. */
  readonly entry: string
  /** How refusals name it: 'plugins/bonds/src/index.ts'. */
  readonly file: string
}

export type ReadFolder =
  | { readonly ok: true; readonly folder: PluginFolder }
  | { readonly ok: false; readonly problem: Refusal }

const Manifest = z.object({
  exports: z.object({ '.': z.object({ source: z.string(), default: z.string().optional() }) })
})

const EXAMPLE = '"exports": { ".": { "source": "./src/index.ts", "default": "./dist/index.js" } }'

/** Every folder of `plugins`, in the order of their names; files and hidden folders are no plugins. */
export function readPluginFolders(plugins: string, preferSource: boolean): readonly ReadFolder[] {
  return listing(plugins)
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map(entry => entry.name)
    .sort()
    .map(name => readFolder(join(plugins, name), name, preferSource))
}

function readFolder(path: string, name: string, preferSource: boolean): ReadFolder {
  const refuse = (cause: string, fix: string): ReadFolder => ({
    ok: false,
    problem: { file: `plugins/${name}/package.json`, cause, fix }
  })
  const manifest = readManifest(join(path, 'package.json'))
  if (manifest === 'missing')
    return refuse('the folder has no package.json', 'add one, or move the folder out of plugins/')
  if (manifest === 'no JSON') return refuse('it is not JSON', `write at least { ${EXAMPLE} }`)
  const parsed = Manifest.safeParse(manifest)
  if (!parsed.success) return refuse('it names no source to load', `add ${EXAMPLE}`)
  const { source, default: built } = parsed.data.exports['.']
  const fromDist = !preferSource && built !== undefined && isFresh(join(path, built), join(path, 'src'))
  const chosen = fromDist ? built : source
  const entry = join(path, chosen)
  if (modified(entry) === 0)
    return refuse(`the file it names, ${chosen}, is not there`, 'mend the path, or add the file')
  return { ok: true, folder: { name, entry, file: `plugins/${name}/${chosen.replace(/^\.\//, '')}` } }
}

function readManifest(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return 'missing'
  }
  try {
    return JSON.parse(text)
  } catch {
    return 'no JSON'
  }
}

function isFresh(built: string, sources: string): boolean {
  const builtAt = modified(built)
  const newest = Math.max(0, ...sourceFiles(sources).map(modified))
  return builtAt > 0 && newest <= Math.max(builtAt, modified(join(sources, '../dist/.tsbuildinfo')))
}

function sourceFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
      .map(({ parentPath, name }) => join(parentPath, name))
  } catch {
    return []
  }
}

function listing(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
