// Code R0511: when usage may arrive.
import { type CodeExamples, ruleText } from '../code-example.ts'

const limit = (ahead: string): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      future usage limit ${ahead}
    }
  `
})

export const arrivalExamples: CodeExamples = {
  R0511: {
    meaning: 'Usage that begins later than a day from now is a wrong clock, and nothing that could be rated.',
    wrong: limit('48 h'),
    right: limit('2 h')
  }
}
