// Do all statements, the kernel's and the plugins', make one language in which no text can mean two things?
import { buildCatalogue, didYouMean, exampleProblems, kernelVocabulary, type Signature } from '@farthing/rules-language'
import type { Plugin } from './plugin.ts'
import type { Refusal, RegistryChecks } from './registry.ts'
import { workedProblems } from './worked-examples.ts'

interface Accepted {
  readonly plugin: Plugin
  readonly file: string
}

const FIX_PATTERN = 'mend the pattern or its slots as the cause says'
const FIX_OVERLAP = 'let one of the two begin with another word'
const FIX_BLOCK = "write in `in` the kind of a block that a statement opens, or 'file'"
const FIX_EXAMPLE = 'mend the example, or the statement that it shows'

/** Malformed patterns, places that there are not, pairs of statements that one text could fit, with that text, and examples that do not show their statement; worked ones for `everything` alone. */
export function catalogueProblems(accepted: readonly Accepted[], checks: RegistryChecks): Refusal[] {
  const contributed = accepted.flatMap(({ plugin }) => plugin.contributes.statements ?? [])
  const built = buildCatalogue([...kernelVocabulary, ...contributed])
  if (!built.ok) return built.problems.map(cause => refusal(cause, accepted))
  const homeless = nowhere(contributed)
  if (homeless.length > 0) return homeless.map(cause => ({ ...refusal(cause, accepted), fix: FIX_BLOCK }))
  const facts = accepted.flatMap(({ plugin }) => plugin.contributes.facts ?? [])
  const misread = exampleProblems(built.catalogue, contributed)
  const problems = misread.length > 0 || checks === 'start' ? misread : workedProblems(contributed, facts)
  return problems.map(cause => ({ ...refusal(cause, accepted), fix: FIX_EXAMPLE }))
}

/** Statements that could never be written where they say, for nothing opens such a block. */
function nowhere(contributed: readonly Signature[]): string[] {
  const opened = [...kernelVocabulary, ...contributed].flatMap(({ block }) => block?.kind ?? [])
  const known = new Set(['file', ...opened])
  return contributed.flatMap(({ id, in: places }) =>
    places
      .filter(kind => !known.has(kind))
      .map(kind => `${id}: it stands in '${kind}' blocks, which no statement opens${didYouMean(kind, known)}`)
  )
}

/** The plugin that came last is asked to change: what was there before it worked. */
function refusal(cause: string, accepted: readonly Accepted[]): Refusal {
  const words = new Set(cause.split(/[\s:]+/))
  const isNamed = ({ id }: { readonly id: string }): boolean => words.has(id)
  const named = accepted.filter(({ plugin }) => plugin.contributes.statements?.some(isNamed))
  const statements = [kernelVocabulary, ...named.map(({ plugin }) => plugin.contributes.statements ?? [])].flat()
  const { plugin, file = 'the kernel vocabulary' } = named.at(-1) ?? {}
  const [own, ...others] = statements.filter(isNamed)
  return {
    file,
    cause: plugin === undefined || own === undefined ? cause : withWord(cause, own, plugin),
    fix: others.length > 0 ? FIX_OVERLAP : FIX_PATTERN
  }
}

/** 'tolls.levy: ...' becomes 'statement `levy` (tolls.levy): ...': authors of rules know it by its word. */
function withWord(cause: string, { id, pattern }: Signature, { id: plugin }: Plugin): string {
  const word = /^[\p{L}\p{N}-]+/u.exec(pattern)?.[0] ?? pattern
  const start = `${id}: `
  return cause.startsWith(start)
    ? `statement \`${word}\` of plugin ${plugin} (${id}): ${cause.slice(start.length)}`
    : cause
}
