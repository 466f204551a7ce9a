// A `usage format` as it is written -> the layout, or everything that is wrong with it.
import { type LowerContext, type LowerResult, type Match } from '@farthing/plugin-sdk'
import { checkColumns } from './check-columns.ts'
import { checkSamples } from './check-samples.ts'
import type { FileLayout } from './file-layout.ts'
import { FormatFaults } from './format-faults.ts'
import { fieldsOf } from './lower-fields.ts'
import { filtersOf } from './lower-filters.ts'
import { linesOf } from './lower-lines.ts'
import { partsTold } from './lower-parts.ts'
import { totalsOf } from './lower-totals.ts'

const CODE = /^[a-z0-9][a-z0-9-]{0,39}$/

export function lowerFormat(match: Match, context: LowerContext): LowerResult {
  const faults = new FormatFaults(context)
  const code = String(match.slots['name'])
  if (!CODE.test(code))
    faults.at(match, 'name', `a usage format cannot be called \`${code.slice(0, 40)}\``, { code: 'R0500' })
  const fields = fieldsOf(match, faults)
  const lines = linesOf(match, faults)
  checkColumns(match, lines, faults)
  const totals = fields === null ? [] : totalsOf(match, fields, faults)
  const parts = fields === null ? null : partsTold(match, fields, faults)
  if (fields === null || faults.found.length > 0) return { ok: false, diagnostics: faults.found }
  const title = typeof match.slots['title'] === 'string' ? match.slots['title'] : code
  const layout: FileLayout = {
    code,
    title,
    ...lines,
    ...fields,
    filters: filtersOf(match),
    totals,
    parts
  }
  const proven = checkSamples(match, layout, { context, faults })
  return faults.found.length > 0
    ? { ok: false, diagnostics: faults.found }
    : { ok: true, value: layout, proven, ofNew: faults.foundOfNew }
}
