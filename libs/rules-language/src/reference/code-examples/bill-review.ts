// Code R0567: which bills a reviewer is shown.
import { type CodeExamples, ruleText } from '../code-example.ts'

const outlier = (share: string): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      outlier above ${share} of the last bill
    }
  `
})

export const billReviewExamples: CodeExamples = {
  R0567: {
    meaning:
      'Most bills are like the last ones of their accounts. A rule by which those are outliers shows a reviewer everything, and so nothing.',
    wrong: outlier('90%'),
    right: outlier('300%')
  }
}
