// Signatures and tables that know the units which rules declare: each slot carries the words that may follow its numbers.
import { declaredUnit } from '@farthing/billing-core/values'
import { compileSignature, type CompiledSignature } from './compile-signature.ts'
import type { ColumnSet, Signature, TableSpec } from './signature.ts'
import type { Slot, SlotSet, UnitWords } from './slot.ts'

export function compiledWith(units: UnitWords, { signature }: CompiledSignature): CompiledSignature {
  return compileSignature(signatureWith(units, signature))
}

function signatureWith(units: UnitWords, signature: Signature): Signature {
  const { block, slots } = signature
  const known = Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slotWith(units, slot)]))
  const table = block?.table === undefined ? {} : { table: tableWith(units, block.table) }
  return { ...signature, slots: known as SlotSet, ...(block && { block: { ...block, ...table } }) }
}

export function tableWith<C extends ColumnSet>(units: UnitWords, spec: TableSpec<C>): TableSpec<C> {
  const columns = Object.entries(spec.columns).map(([name, column]) => [
    name,
    { ...column, slot: slotWith(units, column.slot) }
  ])
  const { matrix } = spec
  const cells = matrix && { matrix: { ...matrix, cell: signatureWith(units, matrix.cell) } }
  return { ...spec, ...cells, columns: Object.fromEntries(columns) as C }
}

function slotWith(units: UnitWords, slot: Slot): Slot {
  if (slot.kind !== 'choice' || slot.orUnits !== true) return { ...slot, units }
  const declared = [...units.values()].flatMap(({ unit }) => declaredUnit(unit)?.name ?? [])
  return { ...slot, of: [...new Set([...slot.of, ...declared])], units }
}
