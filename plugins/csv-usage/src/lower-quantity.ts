// How much: the same for every line, measured in a unit that stands somewhere, or a duration as clocks write it.
import {
  childOf,
  formatQuantity,
  type Match,
  MICRO,
  nearest,
  type Quantity,
  ticksPer,
  toTicks
} from '@farthing/plugin-sdk'
import { CLOCKS, quantityStatement, unitStatement } from './field-statements.ts'
import type { QuantityTold, Told } from './file-layout.ts'
import type { FormatFaults } from './format-faults.ts'
import type { Part } from './format-parts.ts'

type QuantityPart = Part<(typeof quantityStatement)['slots']>

/** `unit`: of the statement that says in which column it stands. */
export function quantityOf(match: Match, unit: Told | null, faults: FormatFaults): QuantityTold | null {
  const statement = childOf(match, quantityStatement)
  if (statement === undefined) return null
  const { clock, column, quantity, unit: counted } = statement.slots
  const said = [unit, counted, clock, quantity].filter(one => one !== undefined && one !== null)
  if (said.length > 1) {
    const at = childOf(match, unitStatement) ?? statement
    faults.of(at, 'the unit of the quantity is said twice', { code: 'R0508' })
    return null
  }
  if (quantity !== undefined) return constantOf(statement, quantity, faults)
  if (column === undefined) return null
  if (clock !== undefined) return clockOf(statement, column, clock, faults)
  if (counted !== undefined) return { kind: 'measured', column, unit: { kind: 'constant', text: counted } }
  if (unit !== null) return { kind: 'measured', column, unit }
  faults.of(statement, 'nothing says in which unit the quantity is counted', { code: 'R0508' })
  return null
}

function constantOf(statement: QuantityPart, quantity: Quantity, faults: FormatFaults): QuantityTold | null {
  const parts = quantity.micro * BigInt(ticksPer(quantity.unit))
  if (parts > 0n && parts % MICRO === 0n && parts / MICRO <= BigInt(Number.MAX_SAFE_INTEGER))
    return { kind: 'constant', ticks: toTicks(quantity), unit: quantity.unit }
  faults.at(statement, 'quantity', `${formatQuantity(quantity)} cannot be counted`, { code: 'R0508' })
  return null
}

function clockOf(statement: QuantityPart, column: string, clock: string, faults: FormatFaults): QuantityTold | null {
  const known: Readonly<Record<string, 'hours' | 'minutes'>> = CLOCKS
  const first = Object.hasOwn(known, clock) ? known[clock] : undefined
  if (first !== undefined) return { kind: 'clock', column, first }
  faults.at(statement, 'clock', `a duration is not written as \`${clock.slice(0, 40)}\``, {
    code: 'R0508',
    nearest: nearest(clock, Object.keys(CLOCKS)),
    expected: Object.keys(CLOCKS).map(one => `"${one}"`)
  })
  return null
}
