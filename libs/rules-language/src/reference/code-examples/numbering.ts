// Codes R0643 to R0645: how invoices are numbered.
import { type CodeExamples, ruleText } from '../code-example.ts'

const numbered = (form: string): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Alpine" {
      currency EUR
      time zone "Europe/Berlin"
      invoices numbered "${form}"
    }
  `
})

export const numberingExamples: CodeExamples = {
  R0643: {
    meaning:
      'A number says of which series it is: by the one row of six or more digits in it. So no two series can ever come to the same number, those of older and of later rules included.',
    wrong: numbered('{year}{number}'),
    right: numbered('{year}-{number}')
  },
  R0644: {
    meaning:
      'The number of an invoice is also the name of its PDF and a part of its address, and is typed after commands. A slash would part folders, and numbers that differ by small and capital letters alone would be one file on many disks.',
    wrong: numbered('{year}/{number}'),
    right: numbered('{year}-{number}')
  },
  R0645: {
    meaning: 'Accounts, notes, payments and refunds have numbers of their own. A number is one thing alone.',
    wrong: numbered('CN-{number}'),
    right: numbered('DE-{number}')
  }
}
