// All plugins of an installation, checked together and indexed by extension point.
import { catalogueProblems } from './catalogue-checks.ts'
import { contractDeed } from './deed.ts'
import type { Contributions, ExtensionPoint, Plugin } from './plugin.ts'
import { extensionPointNames, extensionPoints } from './extension-points.ts'
import { guardedFormat } from './guarded-format.ts'
import { checkPlugin } from './plugin-checks.ts'

/** A value that a plugin's file exported, and where. The folder's name is read from the file's path. */
export interface PluginSource {
  readonly plugin: unknown
  /** 'plugins/bonds/src/index.ts', '.../dist/index.js' or '.../package.json'. */
  readonly file: string
}

/** Why an installation does not start: which file, what is wrong, what to do. */
export interface Refusal {
  readonly file: string
  readonly cause: string
  readonly fix: string
}

/** Everything that plugins contribute: per extension point a map from code (or statement id) to the item. */
export type Registry = { readonly [K in ExtensionPoint]: ReadonlyMap<string, Contributions[K]> } & {
  readonly plugins: ReadonlyMap<string, Plugin>
}

export type LoadedRegistry =
  | { readonly ok: true; readonly registry: Registry }
  | { readonly ok: false; readonly problems: readonly Refusal[] }

interface Accepted {
  readonly plugin: Plugin
  readonly file: string
}

/**
 * How much is looked at: what would be wrong while Farthing runs; or the rules of worked examples too, which are documentation and take
 * longer to compile than all the rest.
 */
export type RegistryChecks = 'start' | 'everything'

/** Checks each plugin by itself, then all of them together; pure. Every problem is reported, not the first alone. */
export function loadRegistry(sources: readonly PluginSource[], checks: RegistryChecks = 'start'): LoadedRegistry {
  const problems: Refusal[] = []
  const accepted: Accepted[] = []
  for (const { plugin, file } of sources) {
    const checked = checkPlugin(plugin, file)
    if (checked.ok) accepted.push({ plugin: checked.plugin, file })
    else problems.push(...checked.problems)
  }
  problems.push(...duplicatePlugins(accepted))
  for (const point of extensionPointNames) problems.push(...duplicateCodes(accepted, point))
  problems.push(...unknownStatements(accepted), ...twoContracts(accepted))
  // A broken or repeated statement would only be reported again.
  if (problems.length === 0) problems.push(...catalogueProblems(accepted, checks))
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, registry: buildRegistry(accepted) }
}

function buildRegistry(accepted: readonly Accepted[]): Registry {
  const indexes = Object.fromEntries(
    extensionPointNames.map(point => [
      point,
      new Map(accepted.flatMap(({ plugin }) => itemsOf(plugin, point)).map(item => [codeOf(point, item), item]))
    ])
  ) as { [K in ExtensionPoint]: Map<string, Contributions[K]> }
  const usageFormats = new Map(
    accepted.flatMap(({ plugin }) =>
      itemsOf(plugin, 'usageFormats').map(format => [format.code, guardedFormat(format, plugin.id)] as const)
    )
  )
  return { ...indexes, usageFormats, plugins: new Map(accepted.map(({ plugin }) => [plugin.id, plugin])) }
}

function itemsOf<K extends ExtensionPoint>(plugin: Plugin, point: K): readonly Contributions[K][] {
  return plugin.contributes[point] ?? []
}

function codeOf<K extends ExtensionPoint>(point: K, item: Contributions[K]): string {
  return String(extensionPoints[point].codeOf(item))
}

function duplicatePlugins(accepted: readonly Accepted[]): Refusal[] {
  return repeats(accepted, ({ plugin }) => plugin.id).map(([first, again]) => ({
    file: again.file,
    cause: `the plugin id "${again.plugin.id}" is already taken by ${first.file}`,
    fix: 'give one of them another id, and its folder the same name'
  }))
}

function duplicateCodes(accepted: readonly Accepted[], point: ExtensionPoint): Refusal[] {
  const items = accepted.flatMap(({ plugin, file }) =>
    itemsOf(plugin, point).map(item => ({ file, code: codeOf(point, item) }))
  )
  const { noun } = extensionPoints[point]
  return repeats(items, item => item.code).map(([first, again]) => ({
    file: again.file,
    cause:
      first.file === again.file
        ? `${noun} "${again.code}" is contributed twice`
        : `${noun} "${again.code}" is already contributed by ${first.file}`,
    fix: 'remove or rename one of the two'
  }))
}

function unknownStatements(accepted: readonly Accepted[]): Refusal[] {
  const known = new Set(accepted.flatMap(({ plugin }) => itemsOf(plugin, 'statements').map(item => item.id as string)))
  return accepted.flatMap(({ plugin, file }) =>
    [
      ...itemsOf(plugin, 'chargeTypes').flatMap(({ code, statement: id }) =>
        id === null ? [] : [{ what: `charge type "${code}" prices`, id }]
      ),
      ...itemsOf(plugin, 'usageTerms').map(item => ({ what: 'usage terms read', id: item.statement })),
      ...itemsOf(plugin, 'declaredFormats').map(item => ({ what: 'a declared format reads', id: item.statement })),
      ...itemsOf(plugin, 'commissions').map(item => ({ what: 'a commission reads', id: item.statement })),
      ...itemsOf(plugin, 'points').map(item => ({ what: 'points read', id: item.statement })),
      ...itemsOf(plugin, 'taxes').map(item => ({ what: 'a tax reads', id: item.statement })),
      ...itemsOf(plugin, 'changeJudges').map(item => ({ what: 'a judge of changes reads', id: item.statement }))
    ]
      .filter(({ id }) => !known.has(id))
      .map(({ what, id }) => ({
        file,
        cause: `${what} the statement "${id}", which no plugin contributes`,
        fix:
          known.size === 0
            ? 'contribute that statement'
            : `contribute it, or name one of: ${[...known].sort().join(', ')}`
      }))
  )
}

/** A new subscription's `contract` is one deed. */
function twoContracts(accepted: readonly Accepted[]): Refusal[] {
  const told = accepted.flatMap(({ plugin, file }) => {
    const deed = contractDeed(itemsOf(plugin, 'deeds'))
    return deed === undefined ? [] : [{ file, name: deed.name }]
  })
  return repeats(told, () => 'contract').map(([first, again]) => ({
    file: again.file,
    cause: `the deed "${again.name}" is told as \`contract\` of a new subscription, and so is "${first.name}" of ${first.file}`,
    fix: 'leave `withStart` out of one of the two'
  }))
}

/** For each item whose code came before: the first holder and the item. */
function repeats<T>(items: readonly T[], codeOfItem: (item: T) => string): [first: T, again: T][] {
  const first = new Map<string, T>()
  const found: [T, T][] = []
  for (const item of items) {
    const code = codeOfItem(item)
    const earlier = first.get(code)
    if (earlier === undefined) first.set(code, item)
    else found.push([earlier, item])
  }
  return found
}
