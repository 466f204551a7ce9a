// The invoice that a fact of a life means: the one that it names, or the newest that stands.
import type { IssuedInvoice, LifeState } from './life-state.ts'
import type { NoteFact } from './life.ts'

/** Null, and noted: there is none then, or it is cancelled. */
export function namedInvoice(state: LifeState, { invoice, number }: NoteFact): IssuedInvoice | null {
  const found = state.invoices.findLast(issued => {
    return invoice === undefined ? issued.cancelledBy === null : issued.number === invoice
  })
  if (found === undefined) {
    const numbers = state.invoices.map(issued => issued.number)
    const hint = numbers.length === 0 ? 'there is none yet' : `there are: ${numbers.slice(-20).join(', ')}`
    const which = invoice === undefined ? 'no invoice that stands' : `no invoice "${invoice}"`
    state.problems.push({ fact: number, field: 'invoice', problem: `there is ${which} then; ${hint}` })
    return null
  }
  if (found.cancelledBy === null) return found
  const detail = `Invoice ${found.number} is cancelled: nothing of it is left.`
  state.refused.push({ fact: number, reason: 'cancelled', detail })
  return null
}
