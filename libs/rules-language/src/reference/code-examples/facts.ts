// Codes R0533 to R0537 and R0607: over how many days a fact is counted, and of whom.
import { type CodeExamples, EXAMPLE_OPERATOR, ruleText } from '../code-example.ts'

const barred = (condition: string): string => ruleText`
  tariff calls for voice {
    rates {
      | price           |
      | 0.10 per minute |
    }
  }

  tariff mobile-data for data {
    rates {
      | price       |
      | 1.00 per GB |
    }
  }

  policy dear {
    when ${condition}: bar outgoing for 7 days
  }
`

const told = (facts: string): Readonly<Record<string, string>> => ({
  'operator.farthing': EXAMPLE_OPERATOR,
  'policies.farthing': ruleText`
    message "dear" {
      facts ${facts}
      by sms from "dear.hbs"
    }

    policy dear {
      when spend of account > 100.00: notify "dear"
    }
  `,
  'dear.hbs': 'You have spent more than 100.00.'
})

export const factExamples: CodeExamples = {
  R0533: {
    meaning: 'What is owed is owed today: there is nothing to add up over days.',
    wrong: barred('owed in 7 days > 50.00'),
    right: barred('owed > 50.00')
  },
  R0534: {
    meaning:
      'A window has whole days of the calendar, of which today is the last, and moves with each of them. Months have different lengths, and hours would move with every call.',
    wrong: barred('used(voice) in 24 hours > 90 min'),
    right: barred('used(voice) in 1 day > 90 min')
  },
  R0535: {
    meaning: 'An account has many subscriptions, each with an age of its own: there is no sum of them.',
    wrong: barred('age of account < 30 days'),
    right: barred('age < 30 days')
  },
  R0536: {
    meaning: 'Minutes and gigabytes have no sum.',
    wrong: barred('used(voice, data) > 90 min'),
    right: barred('used(voice) > 90 min or used(data) > 5 GB')
  },
  R0537: {
    meaning:
      'A condition of an account tells its customer once, however many subscriptions there are: no plan of one of them can stand in the text.',
    wrong: told('plan, owed'),
    right: told('owed')
  },
  R0607: {
    meaning:
      'The members of a group have bills of their own: what one of them has spent, or is included in a plan, is no sum of the others. What they use is added up as it comes in.',
    wrong: barred('spend of group > 50.00'),
    right: barred('used(data) of group > 50 GB')
  }
}
