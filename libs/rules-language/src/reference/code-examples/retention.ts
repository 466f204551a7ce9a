// Rules that send requests to the retention desk.
import { type CodeExamples, ruleText } from '../code-example.ts'

const rule = (head: string, ...lines: readonly string[]): string => ruleText`
  plan mobile-20 "Mobile 20" {
    from 2026-01-01
  }

  ${head} {
    ${lines.join('\n    ')}
  }
`

const ends = 'forbid terminate "We would like to keep you"'

export const retentionExamples: CodeExamples = {
  R0595: {
    meaning:
      'What goes to retention is what a customer asks for. Who subscribes is no customer yet, and what is allowed happens.',
    wrong: rule('forbid subscribe to mobile-20 "It is sold out"', 'goes to retention'),
    right: rule(ends, 'goes to retention')
  },
  R0596: {
    meaning: 'Offers are made by the retention desk, and this rule refuses what is asked for without asking the desk.',
    wrong: rule(ends, 'offer "Ten for staying": credit 10.00 "Thank you"'),
    right: rule(ends, 'goes to retention', 'offer "Ten for staying": credit 10.00 "Thank you"')
  },
  R0597: {
    meaning: 'The desk, and the lines of examples, name an offer by its title.',
    wrong: rule(
      ends,
      'goes to retention',
      'offer "Stay": credit 10.00 "Thank you"',
      'offer "Stay": credit 20.00 "Thank you"'
    ),
    right: rule(
      ends,
      'goes to retention',
      'offer "Ten": credit 10.00 "Thank you"',
      'offer "Twenty": credit 20.00 "Thank you"'
    )
  }
}
