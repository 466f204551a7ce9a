// Checks all signatures together and makes the catalogue that files are parsed with.
import { type CompiledSignature, compileSignature, signatureProblems } from './compile-signature.ts'
import { findOverlaps } from './find-overlap.ts'
import type { Signature } from './signature.ts'
import { SignatureCatalogue } from './signature-catalogue.ts'

export type CatalogueResult =
  | { readonly ok: true; readonly catalogue: SignatureCatalogue }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Refuses badly declared signatures and pairs that one text could fit; each problem names its signature. */
export function buildCatalogue(signatures: readonly Signature[]): CatalogueResult {
  const problems = [...duplicateIds(signatures)]
  const compiled: CompiledSignature[] = []
  for (const signature of signatures) {
    const cell = signature.block?.table?.matrix?.cell
    const own = [...signatureProblems(signature), ...(cell === undefined ? [] : cellProblems(signature, cell))]
    problems.push(...own.map(problem => `${signature.id}: ${problem}`))
    if (own.length === 0) compiled.push(compileSignature(signature))
  }
  problems.push(...slotFirstProblems(compiled), ...findOverlaps(compiled))
  return problems.length > 0 ? { ok: false, problems } : { ok: true, catalogue: new SignatureCatalogue(compiled) }
}

/** A matrix has one column that names its rows, and cells with a pattern of their own. */
function cellProblems({ block }: Signature, cell: Signature): string[] {
  const columns = Object.keys(block?.table?.columns ?? {})
  const wrong = signatureProblems({ ...cell, in: ['cell'] }).map(problem => `${cell.id}: ${problem}`)
  return columns.length === 1
    ? wrong
    : [...wrong, `a matrix declares one column, which names its rows, not ${columns.length}`]
}

function duplicateIds(signatures: readonly Signature[]): string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const { id } of signatures) {
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return [...twice].map(id => `${id}: two signatures have this id`)
}

/** A block has at most one statement that begins with a slot, which then takes every line that begins with no known word. */
function slotFirstProblems(compiled: readonly CompiledSignature[]): string[] {
  const slotFirst = compiled.filter(({ firstWords }) => firstWords === null)
  const kinds = new Set(slotFirst.flatMap(({ signature }) => signature.in))
  return [...kinds].flatMap(kind => {
    const ids = slotFirst.filter(({ signature }) => signature.in.includes(kind)).map(({ signature }) => signature.id)
    return ids.length > 1 ? [`${ids.join(' and ')} both begin with a slot in '${kind}' blocks: at most one may`] : []
  })
}
