// Codes R0020 to R0029: what a statement may say, and in which order; and R0099, which counts.
import { type CodeExamples, ruleText } from '../code-example.ts'

const rightRent = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month in advance, prorated by day
  }
`

export const statementExamples: CodeExamples = {
  R0020: {
    meaning: 'No statement of this block begins with this word.',
    wrong: ruleText`
      plna mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0021: {
    meaning: 'The statement exists, and stands in blocks of another kind.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
        round half up to 0.01
      }
    `,
    right: {
      'rules.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
          round half up to 0.01
        }

        plan mobile-20 "Mobile 20" {
          rent 20.00 per month
        }
      `
    }
  },
  R0022: {
    meaning: 'The statement was understood up to here. Something else must follow.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 pre month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0023: {
    meaning: 'The line ends before the statement has said everything that it must.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0024: {
    meaning: 'The statement is complete, and its line goes on.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month setup 10.00
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
        setup 10.00
      }
    `
  },
  R0025: {
    meaning: 'The clause is right and stands in the wrong place. One order makes rules easy to read and compare.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month, prorated by day in advance
      }
    `,
    right: rightRent
  },
  R0026: {
    meaning: 'The statement says the same clause twice.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month in advance in advance
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month in advance
      }
    `
  },
  R0027: {
    meaning: 'Some clauses, and the items of a list, are set off by commas.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month in advance prorated by day
      }
    `,
    right: rightRent
  },
  R0028: {
    meaning: 'A comma stands where none belongs. After a comma another item or clause is expected.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month, in advance, prorated by day
      }
    `,
    right: rightRent
  },
  R0099: {
    meaning:
      'So much is wrong that listing all of it would help nobody. One mistake often causes many messages, so mend the first ones first.',
    wrong: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
        }
      `,
      'zones.farthing': `zones world {\n  | prefix | zone     |\n${'  | 61     | national |\n'.repeat(52)}}\n`
    },
    right: ruleText`
      zones world {
        | prefix | zone     |
        | 61     | national |
      }
    `
  }
}
