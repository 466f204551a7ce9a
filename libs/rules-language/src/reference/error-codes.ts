// Every code that a rules folder can be told, whichever stage finds it.
import { checkerCatalogue } from '../checker/catalogue.ts'
import { catalogue, type CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { Signature } from '../signature/signature.ts'
import type { CodeExample } from './code-example.ts'
import { codeExamples } from './code-examples.ts'

/** In the order of the codes. */
export const errorCodes: ReadonlyMap<DiagnosticCode, CatalogueEntry> = new Map(
  Object.entries<CatalogueEntry>({ ...catalogue, ...checkerCatalogue })
    .map(([code, entry]) => [code as DiagnosticCode, entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
)

/** A code with its example, where it has one. */
export interface ErrorCode {
  readonly entry: CatalogueEntry
  readonly example: CodeExample | undefined
}

/** In the order of the codes, those of plugins' statements among them. */
export function errorCodesWith(signatures: readonly Signature[]): ReadonlyMap<DiagnosticCode, ErrorCode> {
  const own = [...errorCodes].map(([code, entry]) => [code, { entry, example: codeExamples[code] }] as const)
  const brought = signatures.flatMap(({ errors = {} }) =>
    Object.entries(errors).map(([code, error]) => [code as DiagnosticCode, { entry: error, example: error }] as const)
  )
  return new Map<DiagnosticCode, ErrorCode>([...own, ...brought].sort(([a], [b]) => (a < b ? -1 : 1)))
}
