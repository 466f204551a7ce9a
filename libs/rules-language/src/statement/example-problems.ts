// Proves that the example of every signature is read as that statement and nothing else.
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import { parseStatements } from './parse-file.ts'

/** One message for each signature whose example does not fit it: of all in the catalogue, or of these. */
export function exampleProblems(
  catalogue: SignatureCatalogue,
  signatures: readonly Signature[] = catalogue.signatures
): string[] {
  return signatures.flatMap(signature => {
    const problem = exampleProblem(catalogue, signature)
    return problem === null ? [] : [`${signature.id}: its example '${signature.example}' ${problem}`]
  })
}

function exampleProblem(catalogue: SignatureCatalogue, { id, example, in: kinds }: Signature): string | null {
  const { matches, diagnostics } = parseStatements({ file: id, text: example }, catalogue, kinds[0] ?? 'file')
  const [match] = matches
  if (diagnostics[0]) return `does not fit: ${diagnostics[0].message}`
  if (matches.length !== 1 || !match) return `is ${matches.length} statements`
  return match.signature.id === id ? null : `is read as ${match.signature.id}`
}
