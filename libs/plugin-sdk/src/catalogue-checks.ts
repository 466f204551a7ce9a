// Do all statements, the kernel's and the plugins', make one language in which no text can mean two things?
import { buildCatalogue, kernelVocabulary } from '@farthing/rules-language'
import type { Plugin } from './plugin.ts'
import type { Refusal } from './registry.ts'

interface Accepted {
  readonly plugin: Plugin
  readonly file: string
}

/** Malformed patterns, and pairs of statements that one text could fit, with that text. */
export function catalogueProblems(accepted: readonly Accepted[]): Refusal[] {
  const built = buildCatalogue([
    ...kernelVocabulary,
    ...accepted.flatMap(({ plugin }) => plugin.contributes.statements ?? [])
  ])
  return built.ok ? [] : built.problems.map(cause => refusal(cause, accepted))
}

/** The plugin that came last is asked to change: what was there before it worked. */
function refusal(cause: string, accepted: readonly Accepted[]): Refusal {
  const isNamed = ({ id }: { readonly id: string }): boolean => cause.includes(id)
  const named = accepted.filter(({ plugin }) => plugin.contributes.statements?.some(isNamed))
  const statements = [kernelVocabulary, ...named.map(({ plugin }) => plugin.contributes.statements ?? [])].flat()
  return {
    file: named.at(-1)?.file ?? 'the kernel vocabulary',
    cause,
    fix:
      statements.filter(isNamed).length > 1
        ? 'let one of the two begin with another word'
        : 'mend the pattern or its slots as the cause says'
  }
}
