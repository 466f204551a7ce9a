// Are the rules of each worked example in order? Whether its examples come true is played where lives are simulated.
import {
  compileRules,
  type Diagnostic,
  exampleFiles,
  type FactSignature,
  type Signature
} from '@farthing/rules-language'

/** Regions have public holidays only where a host knows them. */
const UNKNOWN_REGION = 'R0202'
const UNKNOWN_STATEMENT = 'R0020'

/** One message for each statement whose worked example is refused, with the first diagnostic in it. */
export function workedProblems(signatures: readonly Signature[], facts: readonly FactSignature[]): string[] {
  return signatures.flatMap(({ id, worked }) => {
    if (worked === undefined) return []
    const { diagnostics } = compileRules({ files: exampleFiles(worked), signatures, facts })
    const errors = diagnostics.filter(({ severity, code }) => severity === 'error' && code !== UNKNOWN_REGION)
    const [first] = errors
    return first === undefined || errors.some(isOfAnother)
      ? []
      : [`${id}: its worked example is refused, ${said(first)}`]
  })
}

/** It shows its statement beside one of a plugin that is not installed here: then nothing can be said. */
function isOfAnother({ code, nearest }: Diagnostic): boolean {
  return code === UNKNOWN_STATEMENT && nearest === undefined
}

function said({ code, file, line, column, message }: Diagnostic): string {
  return `${file}:${line}:${column} ${code} ${message}`
}
