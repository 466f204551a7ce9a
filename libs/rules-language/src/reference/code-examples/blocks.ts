// Codes R0010 to R0016 and R0070 to R0079: braces, blocks, and what must stand in them.
import { type CodeExamples, ruleText } from '../code-example.ts'

export const blockExamples: CodeExamples = {
  R0010: {
    meaning: 'A block is opened and never closed. What follows it would be read as a part of it.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month

      plan mobile-40 "Mobile 40" {
        rent 40.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }

      plan mobile-40 "Mobile 40" {
        rent 40.00 per month
      }
    `
  },
  R0011: {
    meaning: 'A block is closed that was never opened.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0012: {
    meaning:
      'Blocks inside blocks, or brackets inside brackets, go deeper than the limit. The inner ones are not read.',
    wrong: ruleText`
      plan basic "Basic" {
      }

      example "a sum" {
        on 2026-03-02 subscribe basic
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge ${'('.repeat(65)}1 + 2${')'.repeat(65)}
      }
    `,
    right: ruleText`
      plan basic "Basic" {
      }

      example "a sum" {
        on 2026-03-02 subscribe basic
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge 1 + 2
      }
    `
  },
  R0013: {
    meaning: 'A brace opens a block, and no statement says what the block is.',
    wrong: ruleText`
      # Mobile 20
      {
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0014: {
    meaning: 'The statement means nothing without the block that belongs to it.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20"
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }
    `
  },
  R0015: {
    meaning: 'A block follows a statement that says everything in one line.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        family mobile { level 2 }
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        family mobile, level 2
      }
    `
  },
  R0016: {
    meaning: 'A row of a table stands where no table is expected.',
    wrong: ruleText`
      tariff sms-standard for sms {
        | price        |
        | 0.20 per sms |
        rates {
          | price        |
          | 0.20 per sms |
        }
      }
    `,
    right: ruleText`
      tariff sms-standard for sms {
        rates {
          | price        |
          | 0.20 per sms |
        }
      }
    `
  },
  R0070: {
    meaning: 'The block lacks a statement that it cannot do without.',
    wrong: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          time zone "Australia/Melbourne"
        }
      `
    },
    right: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
        }
      `
    }
  },
  R0071: {
    meaning: 'The statement says something that can be said only once. Which of the two should hold?',
    wrong: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          currency NZD
          time zone "Australia/Melbourne"
        }
      `
    },
    right: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
        }
      `
    }
  }
}
