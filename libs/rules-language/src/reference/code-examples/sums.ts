// Codes R0040 to R0049: sums, numbers as other countries write them, ranges and lists.
import { type CodeExamples, ruleText } from '../code-example.ts'

const sum = (written: string): string => ruleText`
  plan basic "Basic" {
  }

  example "a call" {
    on 2026-03-02 subscribe basic
    at 2026-03-02 10:00 call +61293334444 for 61s
    expect charge ${written}
  }
`

export const sumExamples: CodeExamples = {
  R0040: {
    meaning: 'Minutes cannot be added to money, and time multiplied by time means nothing.',
    wrong: sum('0.39 + 1.5 min'),
    right: sum('0.39 + 1.5 * 0.25')
  },
  R0041: {
    meaning: 'A bracket is opened and not closed, or closed and not opened.',
    wrong: sum('(0.39 + 0.10 * 2'),
    right: sum('(0.39 + 0.10) * 2')
  },
  R0042: {
    meaning: 'The sum has no end of decimals. Amounts are exact, so a rounded one must be written as itself.',
    wrong: sum('10.00 / 3'),
    right: sum('3.333333')
  },
  R0044: {
    meaning: 'Countries group digits and write decimals differently. Rules have one way: no groups, and a point.',
    wrong: ruleText`
      plan business "Business" {
        rent 1,000.00 per month
      }
    `,
    right: ruleText`
      plan business "Business" {
        rent 1000.00 per month
      }
    `
  },
  R0045: {
    meaning: 'The range holds nothing: it ends where it begins, or before.',
    wrong: ruleText`
      plan summer "Summer" {
        from 2026-12-01 until 2026-12-01
        rent 20.00 per month
      }
    `,
    right: ruleText`
      plan summer "Summer" {
        from 2026-12-01 until 2027-03-01
        rent 20.00 per month
      }
    `
  },
  R0047: {
    meaning: 'The list names something twice, which changes nothing and is probably a slip.',
    wrong: ruleText`
      tariff voice-standard for voice {
        band leisure = saturday, sunday, saturday
        band work = otherwise
        rates {
          | band | price           |
          | *    | 0.25 per minute |
        }
      }
    `,
    right: ruleText`
      tariff voice-standard for voice {
        band leisure = saturday, sunday
        band work = otherwise
        rates {
          | band | price           |
          | *    | 0.25 per minute |
        }
      }
    `
  }
}
