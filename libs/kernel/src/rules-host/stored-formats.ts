// Formats by which usage was rated. An event is known by what its format says; if that changed, all events that are sent again
// would be news, and count twice. So a format keeps it once anything that came by it was rated.
import { type Registry, usageFormatsOf } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'
import { sql, type Writer } from '../persistence/index.ts'

export interface StoredFormat {
  readonly format: string
  /** By what the events are known that were imported. */
  readonly knownBy: string
  /** By what the rules that were to be published would know them. */
  readonly declared: string
}

/** Those that the rules would read otherwise in this. */
export async function storedFormats(
  writer: Writer,
  tenant: string,
  { earlier, registry, rules }: { readonly earlier: RuleBooks; readonly registry: Registry; readonly rules: RuleSet }
): Promise<StoredFormat[]> {
  const before = new Map(earlier.versions.flatMap(version => [...identities(registry, version.rules)]))
  const changed = [...identities(registry, rules)].flatMap(([format, declared]) => {
    const knownBy = before.get(format)
    return knownBy === undefined || knownBy === declared ? [] : [{ format, knownBy, declared }]
  })
  if (changed.length === 0) return []
  const rated = await sql<{ format: string }>(
    writer,
    `select format from usage_import where tenant = $1 and format = any($2) and (rated > 0 or state = 'running')
     union select format from usage_quarantine where tenant = $1 and format = any($2) and state = 'rated'`,
    [tenant, changed.map(({ format }) => format)]
  )
  const used = new Set(rated.map(({ format }) => format))
  return changed.filter(({ format }) => used.has(format))
}

function identities(registry: Registry, rules: RuleSet): ReadonlyMap<string, string> {
  const formats = usageFormatsOf(registry, rules)
  return new Map([...formats].flatMap(([code, { identity }]) => (identity === undefined ? [] : [[code, identity]])))
}

/** 'usage format carrier-x knows events by column id here, and ...' */
export function storedFormatText({ declared, format, knownBy }: StoredFormat): string {
  return `usage format ${format} knows events by ${declared} here, and those that were imported are known by ${knownBy}: leave it as it was, and declare another format for files that come from now on`
}
