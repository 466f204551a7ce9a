// The page of limits. Each keeps one part of the work in proportion to the size of the rules; none is near what an operator needs.
import { type Limit, grouped, limits } from '../limits.ts'
import type { Signature } from '../signature/signature.ts'
import { code, link, page, table } from './markdown.ts'
import type { PageMap } from './page-map.ts'

/** Those of the language itself, and the numbers that statements bound, whoever brought the statements. */
export function limitsPage(signatures: readonly Signature[], map: Pick<PageMap, 'linkTo'>): string {
  const rows = Object.values<Limit>(limits).map(({ of, most, code: error }) => [
    of,
    grouped(most),
    link(error, `errors/${error}.md`)
  ])
  const numbers = signatures.flatMap(signature => numbersOf(signature, map.linkTo(signature.id)))
  return page(
    '# Limits',
    'No rule that people write comes near these limits. They keep reading and checking quick, whatever a file holds: what is beyond a limit gives an error that names the limit.',
    table(['what', 'at most', 'error'], rows),
    `The whole numbers of statements have bounds of their own; beyond them stands ${link('R0037', 'errors/R0037.md')}.`,
    table(['statement', 'number', 'of', 'at least', 'at most'], numbers),
    link('All statements', 'README.md')
  )
}

function numbersOf({ slots }: Signature, statement: string): string[][] {
  return Object.entries(slots).flatMap(([name, slot]) => {
    if (slot.kind !== 'count' || slot.max === undefined) return []
    const least = slot.signed === true ? -slot.max : (slot.min ?? 0)
    return [[statement, code(`<${name}>`), slot.doc ?? '', grouped(least), grouped(slot.max)]]
  })
}
