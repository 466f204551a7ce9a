// Finds, imports and checks the plugins of an installation. No list is kept by hand and no package is installed for one.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  loadRegistry,
  type LoadedRegistry,
  type PluginSource,
  type Refusal,
  type RegistryChecks
} from '@farthing/plugin-sdk'
import { readPluginFolders, type PluginFolder } from './plugin-folders.ts'

/** This code runs from source: plugins must too, so that both share one copy of the sdk. */
const fromSource = import.meta.filename.endsWith('.ts')
const repository = fileURLToPath(new URL('../../../..', import.meta.url))

export const pluginsFolder = join(repository, 'plugins')

/** The registry of all plugins in the folder, or everything that is wrong with them: file, cause, fix. */
export async function loadPlugins(folder: string = pluginsFolder, checks?: RegistryChecks): Promise<LoadedRegistry> {
  const folders = readPluginFolders(folder, fromSource)
  const problems: Refusal[] = folders.flatMap(read => (read.ok ? [] : [read.problem]))
  const sources: PluginSource[] = []
  for (const read of folders) {
    if (!read.ok) continue
    const imported = await importPlugin(read.folder)
    if ('cause' in imported) problems.push(imported)
    else sources.push(imported)
  }
  const loaded = loadRegistry(sources, checks)
  if (problems.length === 0) return loaded
  return { ok: false, problems: loaded.ok ? problems : [...problems, ...loaded.problems] }
}

async function importPlugin({ entry, file }: PluginFolder): Promise<PluginSource | Refusal> {
  try {
    if (entry.endsWith('.ts') && !fromSource) await readyForTypeScript()
    const module = (await import(pathToFileURL(entry).href)) as { plugin?: unknown }
    return { plugin: module.plugin, file }
  } catch (problem) {
    const cause = `it cannot be loaded: ${problem instanceof Error ? firstLine(problem.message) : String(problem)}`
    return {
      file: culprit(problem, file, entry),
      cause,
      fix: 'mend the plugin so that its file imports, or move its folder out of plugins/'
    }
  }
}

/** The plugin's file that the problem names, with its line when it cannot be parsed; else the plugin's entry. */
function culprit(problem: unknown, file: string, entry: string): string {
  const [plugins, name] = file.split('/')
  const { message, stack } = problem instanceof Error ? problem : new Error()
  const home = entry.slice(0, entry.lastIndexOf(`/${name}/`) + `/${name}/`.length)
  const [, path, line] =
    `${message}\n${stack}`
      .split(home)
      .slice(1)
      .map(rest => /^([\w./-]+\.[jt]s)(?=:(\d+))/.exec(rest))
      .find(found => found !== null) ?? []
  if (path === undefined) return file
  const unparsed = message.includes(`[${home}${path}:${line}:`)
  return `${plugins}/${name}/${path}${unparsed ? `:${line}` : ''}`
}

/** A plugin that was dropped in unbuilt, into an installation that runs from dist. */
async function readyForTypeScript(): Promise<void> {
  const hook = join(repository, 'tools/swc-hook.mjs')
  if (existsSync(hook)) await import(pathToFileURL(hook).href)
}

function firstLine(message: string): string {
  return message.split('\n').find(line => line.trim() !== '') ?? message
}
