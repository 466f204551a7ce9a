// The statements of a set of rules as a flat list, each with the name by which it is found again in another version.
import type { SourcePlace } from '@farthing/billing-core/values'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { pricedInStatement } from '../vocabulary/currency-statements.ts'
import { forWhom } from '../vocabulary/lower-currency.ts'
import { headText, isOf } from '../vocabulary/match-parts.ts'
import { parseFile } from '../statement/parse-file.ts'

export interface RuleEntry {
  /** Of the blocks around it, the outermost first, and of its own kind: entries of one key may replace each other. */
  readonly key: string
  /** For people: 'plan mobile-40 > rent'. */
  readonly name: string
  /** Keys of the blocks around it. */
  readonly within: readonly string[]
  /** As written, blanks and comments apart. */
  readonly text: string
  readonly place: SourcePlace
}

interface Around {
  readonly keys: readonly string[]
  readonly names: readonly string[]
  /** For whom the file is. */
  readonly said?: string
}

/** Tables are compared as decks. Files that are no rules, such as templates, are entries of their own. */
export function ruleOutline(files: ReadonlyMap<string, string>, catalogue: SignatureCatalogue): RuleEntry[] {
  return [...files].flatMap(([file, text]) => {
    if (file.endsWith('.csv')) return []
    const place = { file, line: 1, column: 1 }
    if (!file.endsWith('.farthing')) return [{ key: `file ${file}`, name: file, within: [], text, place }]
    const { matches } = parseFile({ file, text }, catalogue)
    const said = forWhom(matches)
    return matches.flatMap(match =>
      matchEntries(match, { keys: [], names: [], said: isOf(match, pricedInStatement) ? '' : said })
    )
  })
}

function matchEntries(match: Match, around: Around): RuleEntry[] {
  const { signature, place } = match
  const text = headText(match)
  const title = `${titleOf(match, text)}${around.said ?? ''}`
  const from = match.children.find(({ signature: { id } }) => id === 'kernel.from')
  const dated = from === undefined ? '' : ` ${headText(from)}`
  const key = [...around.keys, `${signature.id} ${title}${dated}`].join('\n')
  const own = { key, name: [...around.names, title].join(' > '), within: around.keys, text, place }
  const inside = { keys: [...around.keys, key], names: [...around.names, title] }
  const below = match.children.filter(child => !match.cells.some(cell => cell.match === child))
  return [own, ...below.flatMap(child => matchEntries(child, inside))]
}

/** A block by its first two words, `plan mobile-40`; what may stand without one by the first, `rent`. */
function titleOf({ signature: { block } }: Match, text: string): string {
  const words = text.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? []
  return words.slice(0, block === undefined || block.optional === true ? 1 : 2).join(' ')
}
