// Is this value a plugin that this version of the sdk can load from that folder?
import { satisfies, validRange } from 'semver'
import { extensionPointNames, extensionPoints, isExtensionPoint } from './extension-points.ts'
import type { ExtensionPoint, Plugin } from './plugin.ts'
import type { Refusal } from './registry.ts'
import { sdkVersion } from './version.ts'

export type CheckedPlugin =
  | { readonly ok: true; readonly plugin: Plugin }
  | { readonly ok: false; readonly problems: readonly Refusal[] }

type Fault = Omit<Refusal, 'file'>

/** Checks what can be seen of one plugin alone: its shape, its folder, the sdk it wants, each of its items. */
export function checkPlugin(value: unknown, file: string): CheckedPlugin {
  if (!isPluginShaped(value)) {
    return refused(file, [
      { cause: 'it exports no plugin', fix: 'write `export const plugin = definePlugin({ id, sdk, contributes })`' }
    ])
  }
  const faults = [...folderFaults(value.id, file), ...sdkFaults(value.sdk), ...contributionFaults(value)]
  return faults.length > 0 ? refused(file, faults) : { ok: true, plugin: value as Plugin }
}

interface PluginShaped {
  readonly id: string
  readonly sdk: unknown
  readonly contributes: Readonly<Record<string, unknown>>
}

function isPluginShaped(value: unknown): value is PluginShaped {
  if (typeof value !== 'object' || value === null) return false
  const { id, contributes } = value as Record<string, unknown>
  return typeof id === 'string' && typeof contributes === 'object' && contributes !== null
}

function refused(file: string, faults: readonly Fault[]): CheckedPlugin {
  return { ok: false, problems: faults.map(fault => ({ file, ...fault })) }
}

/** 'plugins/bonds/src/index.ts' and 'plugins/bonds/package.json' are both in the folder 'bonds'. */
export function folderOf(file: string): string {
  const parts = file.replaceAll('\\', '/').split('/').slice(0, -1)
  if (['src', 'dist'].includes(parts.at(-1) ?? '')) parts.pop()
  return parts.at(-1) ?? ''
}

function folderFaults(id: string, file: string): Fault[] {
  const folder = folderOf(file)
  if (id === folder) return []
  return [
    {
      cause: `the plugin's id "${id}" differs from its folder "${folder}"`,
      fix: `rename the folder to "${id}", or write id: '${folder}'`
    }
  ]
}

function sdkFaults(range: unknown): Fault[] {
  const fix = `test the plugin with sdk ${sdkVersion} and write sdk: '^${sdkVersion}'`
  if (typeof range !== 'string' || validRange(range) === null) {
    return [
      { cause: `its sdk range ${JSON.stringify(range)} is not a semver range`, fix: `write sdk: '^${sdkVersion}'` }
    ]
  }
  return satisfies(sdkVersion, range) ? [] : [{ cause: `it wants sdk ${range}, and this is ${sdkVersion}`, fix }]
}

function contributionFaults(plugin: PluginShaped): Fault[] {
  return Object.entries(plugin.contributes).flatMap(([point, items]) => {
    if (!isExtensionPoint(point)) {
      return [
        {
          cause: `"${point}" is not an extension point`,
          fix: `contribute to one of: ${extensionPointNames.join(', ')}`
        }
      ]
    }
    if (!Array.isArray(items)) return [{ cause: `"${point}" is not a list`, fix: `write ${point}: [ ... ]` }]
    return items.flatMap((item: unknown, index) => itemFaults(plugin.id, point, item, index))
  })
}

function itemFaults(pluginId: string, point: ExtensionPoint, item: unknown, index: number): Fault[] {
  if (typeof item !== 'object' || item === null) {
    return [{ cause: `${point}[${index}] is not an object`, fix: 'write the item as an object' }]
  }
  const rule = extensionPoints[point]
  // Each rule asks for properties one by one and doubts each of them, so any object may be shown to it.
  const code = rule.codeOf(item as never)
  const name = typeof code === 'string' && code !== '' ? `${rule.noun} "${code}"` : `${point}[${index}]`
  return rule
    .faults(item as never, pluginId)
    .map(fault => ({ cause: `${name} is malformed: ${fault}`, fix: 'mend it as the docstring of its type says' }))
}
