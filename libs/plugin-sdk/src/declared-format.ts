// Usage formats that rules declare: a statement in a file by itself says how files of some source are read.
import { type Installation, nearest, type RuleSet } from '@farthing/rules-language'
import type { RuleRef } from '@farthing/billing-core/values'
import { guardedFormat } from './guarded-format.ts'
import { pluginOfStatement } from './plugin-fault.ts'
import type { Registry } from './registry.ts'
import type { UsageFormat } from './usage-format.ts'

/**
 * Attached to a statement that stands in a file by itself and declares a name of the kind 'usage format'. Files are imported by that
 * name as by the code of a format that a plugin brings, always as the published rules say.
 */
export interface DeclaredFormat<V = unknown> {
  /** Id of the statement whose values it reads. */
  readonly statement: string
  /** Its code is the declared name; `at` is where it stands, for what is said of files. */
  formatOf(value: V, at: RuleRef): UsageFormat
}

/** By code: those of plugins, and those that the rules declare. */
export function usageFormatsOf(
  { declaredFormats, usageFormats }: Pick<Registry, 'declaredFormats' | 'usageFormats'>,
  { statements }: Pick<RuleSet, 'statements'>
): ReadonlyMap<string, UsageFormat> {
  const declared = statements.flatMap(({ at, signature, value }) => {
    const reader = declaredFormats.get(signature)
    return reader === undefined ? [] : [guardedFormat(reader.formatOf(value, at), pluginOfStatement(signature))]
  })
  return new Map([...declared.map(format => [format.code, format] as const), ...usageFormats])
}

/** A sentence for whoever names a format that is not there. */
export function unknownFormat(code: string, known: Iterable<string>): string {
  const codes = [...known].sort()
  const close = nearest(code, codes)
  const hint = close === undefined ? '' : ` Did you mean '${close}'?`
  return `There is no usage format '${code}'.${hint} There are: ${codes.join(', ')}; rules declare others: usage format NAME { ... }.`
}

const installations = new WeakMap<Pick<Registry, 'facts' | 'statements' | 'usageFormats'>, Installation>()

/** What rules may rely on of these plugins; the same value for the same registry. */
export function installationOf(registry: Pick<Registry, 'facts' | 'statements' | 'usageFormats'>): Installation {
  return installations.getOrInsertComputed(registry, () => ({
    signatures: [...registry.statements.values()],
    facts: [...registry.facts.values()],
    taken: { 'usage format': [...registry.usageFormats.keys()] }
  }))
}
