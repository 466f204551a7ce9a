// Which lines tell a use together, and whether they can be joined.
import { childOf, type Match } from '@farthing/plugin-sdk'
import { keyOf } from './column-key.ts'
import type { FileLayout, PartsTold } from './file-layout.ts'
import type { FormatFaults } from './format-faults.ts'
import type { Part } from './format-parts.ts'
import { partsStatement } from './parts-statement.ts'

type Parts = Part<(typeof partsStatement)['slots']>

export function partsTold(
  match: Match,
  { id, quantity }: Pick<FileLayout, 'id' | 'quantity'>,
  faults: FormatFaults
): PartsTold | null {
  const statement = childOf(match, partsStatement)
  if (statement === undefined) return null
  const fault = (message: string): void => faults.of(statement, message, { code: 'R0635' })
  const { column, first = 1, last, values, wholes = [] } = statement.slots
  if (id.length === 0) fault('without id in COLUMN nothing says which parts are of one use')
  if (quantity.kind === 'constant') fault('each line has the same quantity, so it is no part of one')
  checkNumber(statement, id, faults)
  if (keyOf(column) === keyOf(last)) fault('the number of a part does not say by itself whether it is the last')
  wholes.forEach((text, item) => {
    if (/^\d+$/.test(text) && Number(text) >= first)
      faults.at(statement, 'wholes', `"${text.slice(0, 40)}" is the number of a part`, { code: 'R0635', item })
  })
  return { column, first, wholes, last, values }
}

/** An id that holds it names each part, and no use. */
function checkNumber(statement: Parts, id: readonly string[], faults: FormatFaults): void {
  const keys = id.map(keyOf)
  for (const slot of ['column', 'last'] as const) {
    const name = statement.slots[slot]
    if (keys.includes(keyOf(name)))
      faults.at(statement, slot, `${name.slice(0, 40)} is a part of the id, so each part has another one`, {
        code: 'R0635'
      })
  }
}
