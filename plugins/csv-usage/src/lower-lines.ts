// How lines are written: separators, columns, marks.
import { childOf, type Match, nationalDigits, zoneOffsets } from '@farthing/plugin-sdk'
import type { FileLayout, NumberMarks, TelephoneForm } from './file-layout.ts'
import type { FormatFaults } from './format-faults.ts'
import {
  columnsStatement,
  decimalStatement,
  MARKS,
  noHeaderStatement,
  numbersStatement,
  quotedStatement,
  QUOTES,
  separatedStatement,
  SEPARATORS,
  thousandsStatement,
  zoneStatement
} from './layout-statements.ts'

export type LineLayout = Pick<
  FileLayout,
  'columns' | 'hasHeader' | 'numbers' | 'quote' | 'separator' | 'telephone' | 'zone'
>

export function linesOf(match: Match, faults: FormatFaults): LineLayout {
  const separator = SEPARATORS[childOf(match, separatedStatement)?.slots.separator ?? 'comma']
  const quote = QUOTES[childOf(match, quotedStatement)?.slots.quote ?? 'double quotes']
  return {
    separator,
    quote,
    columns: childOf(match, columnsStatement)?.slots.names ?? null,
    hasHeader: childOf(match, noHeaderStatement) === undefined,
    zone: zoneOf(match, faults),
    numbers: marksOf(match, { separator, quote }, faults),
    telephone: telephoneOf(match, faults)
  }
}

function zoneOf(match: Match, faults: FormatFaults): string | null {
  const statement = childOf(match, zoneStatement)
  if (statement === undefined) return null
  const { zone } = statement.slots
  try {
    zoneOffsets(zone)
  } catch {
    faults.at(statement, 'zone', `there is no time zone \`${zone.slice(0, 40)}\``, { code: 'R0501' })
  }
  return zone
}

/** A mark that also ends fields, or means two things, makes other numbers of what a carrier wrote. */
function marksOf(
  match: Match,
  { separator, quote }: Pick<FileLayout, 'separator' | 'quote'>,
  faults: FormatFaults
): NumberMarks {
  const decimals = childOf(match, decimalStatement)
  const groups = childOf(match, thousandsStatement)
  const decimal = MARKS[decimals?.slots.mark ?? 'point']
  const thousands = groups === undefined ? '' : MARKS[groups.slots.mark]
  if (groups !== undefined && thousands === decimal)
    faults.of(groups, `a ${groups.slots.mark} cannot stand before decimals and between thousands`, { code: 'R0502' })
  for (const statement of [decimals, groups]) {
    if (statement === undefined || MARKS[statement.slots.mark] !== separator || quote !== '') continue
    faults.of(statement, `a ${statement.slots.mark} ends the field, for nothing is quoted`, { code: 'R0502' })
  }
  return { decimal, thousands }
}

function telephoneOf(match: Match, faults: FormatFaults): TelephoneForm {
  const statement = childOf(match, numbersStatement)
  if (statement === undefined || statement.has('as dialled')) return { kind: 'dialled' }
  if (statement.has('with country code')) return { kind: 'with-country' }
  const digits = (slot: 'country' | 'trunk' | 'international'): string => {
    if (statement.slots[slot] === undefined) return ''
    const { start, end } = statement.slotSpan(slot)
    return statement.source.text.slice(start, end).trim()
  }
  const country = digits('country')
  if (country.startsWith('0')) {
    const message = `numbers begin with the country code, and none begins with ${country}`
    faults.ofNew(statement, 'country', message)
  }
  return {
    kind: 'of-country',
    country,
    trunk: digits('trunk'),
    international: digits('international'),
    ...nationalDigits(statement.slots)
  }
}
