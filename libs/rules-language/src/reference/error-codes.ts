// Every code that a rules folder can be told, whichever stage finds it.
import { checkerCatalogue } from '../checker/catalogue.ts'
import { catalogue, type CatalogueEntry } from '../diagnostics/catalogue.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'

/** In the order of the codes. */
export const errorCodes: ReadonlyMap<DiagnosticCode, CatalogueEntry> = new Map(
  Object.entries<CatalogueEntry>({ ...catalogue, ...checkerCatalogue })
    .map(([code, entry]) => [code as DiagnosticCode, entry] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
)
