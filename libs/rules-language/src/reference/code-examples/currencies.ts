// Codes R0609 to R0611: files for customers of other currencies.
import { type CodeExamples, EXAMPLE_OPERATOR, ruleText } from '../code-example.ts'

const euros = (text: string): Record<string, string> => ({
  'operator.farthing': EXAMPLE_OPERATOR,
  'euros.farthing': text
})

const VENDOR = ruleText`
  reconcile vendor { service voice; format csv; start within 5s; quantity within 2s }
`
const CALLS = ruleText`
  tariff calls for voice { one zone home; rates {
    | price           |
    | 0.20 per minute |
  } }
  plan talk "Talk" { tariff calls }
`

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
  },
  R0611: {
    meaning:
      "A vendor's file is compared with usage of all customers, and its prices with those in the operator's own currency.",
    wrong: euros(`currency EUR\n${CALLS}${VENDOR}`),
    right: { ...euros('currency EUR\n'), 'calls.farthing': `${CALLS}${VENDOR}` }
  }
}
