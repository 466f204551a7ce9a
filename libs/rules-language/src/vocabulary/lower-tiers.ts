// `tiers` -> declaration.
import type { Match } from '../signature/match.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import type { TierRow, TiersDeclaration } from './declarations.ts'
import { childOf, slotSpot } from './match-parts.ts'
import { filled, type ReadRows, rowSpot } from './table-row.ts'
import { countedStatement, tierColumns, type tiersStatement } from './tier-statements.ts'

const RESETS: Readonly<Record<string, TierTable['counter']['reset']>> = {
  'every cycle': 'cycle',
  'every month': 'month',
  'every day': 'day',
  never: 'never'
}

export function lowerTiers(
  match: Match & Match<(typeof tiersStatement)['slots']>,
  readRows: ReadRows
): Omit<TiersDeclaration, 'damaged'> {
  const counted = childOf(match, countedStatement)
  const reset = counted === undefined ? undefined : RESETS[counted.slots.reset]
  return {
    name: { value: match.slots.name, spot: slotSpot(match, 'name') },
    word: match.slots.word,
    counter: counted === undefined || reset === undefined ? null : { scope: counted.slots.scope, reset },
    rows: readRows(match, null, { columns: tierColumns }).map(
      (row): TierRow => ({
        upTo: filled(row, 'up to'),
        price: filled(row, 'price'),
        amount: filled(row, 'amount'),
        spot: rowSpot(row)
      })
    )
  }
}
