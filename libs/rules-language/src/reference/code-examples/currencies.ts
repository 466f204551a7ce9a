// Codes R0609 and R0610: files for customers of other currencies.
import { type CodeExamples, EXAMPLE_OPERATOR, ruleText } from '../code-example.ts'

const euros = (text: string): Record<string, string> => ({
  'operator.farthing': EXAMPLE_OPERATOR,
  'euros.farthing': text
})

export const currencyExamples: CodeExamples = {
  R0609: {
    meaning: 'One line says for whom a file is. With two it would be unclear which of them an amount is of.',
    wrong: euros(ruleText`
      currency EUR
      plan home "Home" { rent 27.50 per month }
      currency NZD
    `),
    right: euros(ruleText`
      currency EUR, NZD
      plan home "Home" { rent 27.50 per month }
    `)
  },
  R0610: {
    meaning: 'Braces say how amounts of one other currency are rounded, and from which amount on invoices are made.',
    wrong: euros(ruleText`
      currency EUR, JPY { carry forward invoices below 5.00 }
    `),
    right: euros(ruleText`
      currency EUR { carry forward invoices below 5.00 }
    `)
  }
}
