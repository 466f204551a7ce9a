// Are the columns that statements name those of the file, each once?
import { childOf, type Match, nearest } from '@farthing/plugin-sdk'
import { keyOf } from './column-key.ts'
import { MOST_COLUMNS } from './file-layout.ts'
import type { FormatFaults } from './format-faults.ts'
import { columnsStatement, noHeaderStatement } from './layout-statements.ts'
import type { LineLayout } from './lower-lines.ts'

/** Slots of statements in the block that name columns. */
const COLUMN_SLOTS = ['column', 'columns', 'last']

export function checkColumns(match: Match, { columns }: LineLayout, faults: FormatFaults): void {
  const listed = childOf(match, columnsStatement)
  if (columns === null || listed === undefined) {
    const header = childOf(match, noHeaderStatement)
    if (header !== undefined)
      faults.of(header, 'without a header nothing says which field is which: list them as columns', { code: 'R0503' })
    return
  }
  if (columns.length > MOST_COLUMNS)
    faults.of(listed, `a line may have ${MOST_COLUMNS} fields, and these are ${columns.length}`, { code: 'R0504' })
  const keys = columns.map(keyOf)
  keys.forEach((key, item) => {
    if (keys.indexOf(key) < item)
      faults.at(listed, 'names', `column ${columns[item]} is listed twice`, { code: 'R0504', item })
  })
  for (const statement of match.children) checkNamed(statement, columns, faults)
}

function checkNamed(statement: Match, columns: readonly string[], faults: FormatFaults): void {
  const keys = new Set(columns.map(keyOf))
  for (const slot of COLUMN_SLOTS) {
    const value: unknown = statement.slots[slot]
    const names: readonly unknown[] = Array.isArray(value) ? value : [value]
    names.forEach((name, index) => {
      if (typeof name !== 'string' || keys.has(keyOf(name))) return
      const item = Array.isArray(value) ? { item: index } : {}
      faults.at(statement, slot, `there is no column ${name.slice(0, 40)} among those listed`, {
        code: 'R0505',
        nearest: nearest(name, columns),
        ...item
      })
    })
  }
}
