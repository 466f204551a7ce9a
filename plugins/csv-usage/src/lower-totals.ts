// Which lines say what must be in a file, and whether it can be compared.
import { childrenOf, type Match } from '@farthing/plugin-sdk'
import type { FileLayout, TotalsLine } from './file-layout.ts'
import { beginningStatement } from './filter-statements.ts'
import type { FormatFaults } from './format-faults.ts'
import type { Part } from './format-parts.ts'
import { totalsStatement } from './totals-statement.ts'

type Totals = Part<(typeof totalsStatement)['slots']>

export function totalsOf(
  match: Match,
  fields: Pick<FileLayout, 'quantity' | 'value'>,
  faults: FormatFaults
): TotalsLine[] {
  const statements = childrenOf(match, totalsStatement)
  const skipped = childrenOf(match, beginningStatement).flatMap(({ slots }) => slots.beginnings)
  statements.forEach((statement, index) => {
    const others = [...skipped, ...statements.slice(0, index).map(({ slots }) => slots.beginning)]
    checkBeginning(statement, others, faults)
    checkFields(statement, fields, faults)
  })
  return statements.map(({ slots }): TotalsLine => {
    const { beginning, lines, quantity = null, reason = 'totals', records, value = null } = slots
    const counted = { counts: records === undefined ? 'lines' : 'records', count: records ?? lines ?? 0 } as const
    return { beginning, reason, ...counted, quantity, value }
  })
}

/** A line that two statements fit is read by one of them alone. */
function checkBeginning(statement: Totals, others: readonly string[], faults: FormatFaults): void {
  const { beginning } = statement.slots
  if (beginning === '') {
    faults.at(statement, 'beginning', 'every line begins with nothing, so all of them were totals', { code: 'R0636' })
    return
  }
  const other = others.find(each => each.startsWith(beginning) || beginning.startsWith(each))
  if (other === undefined) return
  const message = `a line may begin with both "${beginning.slice(0, 40)}" and "${other.slice(0, 40)}"`
  faults.at(statement, 'beginning', message, { code: 'R0636' })
}

function checkFields(
  statement: Totals,
  { quantity, value }: Pick<FileLayout, 'quantity' | 'value'>,
  faults: FormatFaults
): void {
  const { slots } = statement
  if (slots.quantity !== undefined && quantity.kind === 'constant')
    faults.at(statement, 'quantity', 'no column has quantities that could be summed', { code: 'R0634' })
  if (slots.value !== undefined && value === null)
    faults.at(statement, 'value', 'no column has values that could be summed', { code: 'R0634' })
  const seen = new Set<number>()
  for (const slot of ['records', 'lines', 'quantity', 'value'] as const) {
    const field = slots[slot]
    if (field === undefined) continue
    if (seen.has(field)) faults.at(statement, slot, `field ${field} holds another total already`, { code: 'R0634' })
    seen.add(field)
  }
}
