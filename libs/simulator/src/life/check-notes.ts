// Refuses notes of a life that say too much or too little.
import type { LifeFact, LifeProblem, NoteFact } from './life.ts'

export function noteProblems(fact: NoteFact): LifeProblem[] {
  return [...laterProblems(fact), ...(fact.do === 'credit-note' ? creditProblems(fact) : [])].concat(
    fact.do === 'debit-note' ? debitProblems(fact) : []
  )
}

function laterProblems({ at, do: deed, known, number }: NoteFact): LifeProblem[] {
  return known.equals(at)
    ? []
    : [{ fact: number, field: 'known', problem: `"${deed}" happens when it is known: leave it out` }]
}

function creditProblems({ amount, lines = [], number }: LifeFact<'credit-note'>): LifeProblem[] {
  if (amount !== undefined && lines.length > 0)
    return [{ fact: number, field: 'amount', problem: 'a credit note has an amount, or lines: not both' }]
  const isOfInvoice = lines.every(each => {
    return each.line !== undefined && each.description === undefined && each.category === undefined
  })
  const problem = 'each has "line" (its number on the invoice), and "amount" where it is not all that is left of it'
  return isOfInvoice ? [] : [{ fact: number, field: 'lines', problem }]
}

function debitProblems({ lines, number }: LifeFact<'debit-note'>): LifeProblem[] {
  const isWhole = lines.every(({ amount, category, description, line }) => {
    return amount !== undefined && (line === undefined ? description !== undefined : category === undefined)
  })
  const problem = 'each has "amount", and "line" (its number on the invoice) or a "description" with its "category"'
  return isWhole ? [] : [{ fact: number, field: 'lines', problem }]
}
