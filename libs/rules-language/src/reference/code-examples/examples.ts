// Codes R0350 to R0379, R0519 and R0608: the lines of an example.
import { type CodeExamples, ruleText } from '../code-example.ts'

/** An example of these lines, with a plan to subscribe to. */
function example(...lines: readonly string[]): string {
  return ruleText`
    plan basic "Basic" {
    }

    example "a story" {
      ${lines.join('\n  ')}
    }
  `
}

const SMS = ruleText`
  tariff sms-standard for sms {
    rates {
      | price        |
      | 0.20 per sms |
    }
  }
`

export const exampleExamples: CodeExamples = {
  R0350: {
    meaning: 'A line of an example speaks of a subscription that the example does not have.',
    wrong: example('on 2026-03-01 subscribe basic as office', 'on 2026-03-16 suspend for ofice', 'expect balance 0.00'),
    right: example('on 2026-03-01 subscribe basic as office', 'on 2026-03-16 suspend for office', 'expect balance 0.00')
  },
  R0351: {
    meaning: 'The example has several subscriptions, and the line could be about any of them.',
    wrong: example(
      'on 2026-03-01 subscribe basic as office',
      'on 2026-03-01 subscribe basic as home',
      'on 2026-03-16 suspend',
      'expect balance 0.00'
    ),
    right: example(
      'on 2026-03-01 subscribe basic as office',
      'on 2026-03-01 subscribe basic as home',
      'on 2026-03-16 suspend for home',
      'expect balance 0.00'
    )
  },
  R0352: {
    meaning:
      'A subscription is called by what stands after as, else by its plan. Two of one name cannot be told apart.',
    wrong: example('on 2026-03-01 subscribe basic', 'on 2026-03-02 subscribe basic', 'expect balance 0.00'),
    right: example('on 2026-03-01 subscribe basic', 'on 2026-03-02 subscribe basic as second', 'expect balance 0.00')
  },
  R0353: {
    meaning: 'An expectation is about the lines above it, and none of them can meet it.',
    wrong: example('on 2026-03-01 subscribe basic', 'expect charge 0.39'),
    right: example(
      'on 2026-03-01 subscribe basic',
      'at 2026-03-02 10:00 call +61293334444 for 61s',
      'expect charge 0.39'
    )
  },
  R0354: {
    meaning: 'The clock of an example moves with its lines, and never back.',
    wrong: example(
      'on 2026-03-01 subscribe basic',
      'on 2026-04-01 bill',
      'on 2026-03-16 suspend, known on 2026-03-20',
      'expect balance 0.00'
    ),
    right: example(
      'on 2026-03-01 subscribe basic',
      'on 2026-04-01 bill',
      'on 2026-03-16 suspend, known on 2026-04-02',
      'expect balance 0.00'
    )
  },
  R0355: {
    meaning: 'Prices may be finer than a coin; what is paid is not.',
    wrong: example('on 2026-03-01 subscribe basic', 'on 2026-03-02 pay 0.005', 'expect balance 0.00'),
    right: example('on 2026-03-01 subscribe basic', 'on 2026-03-02 pay 0.05', 'expect balance -0.05')
  },
  R0519: {
    meaning: 'A pocket holds at least for the day on which it is filled.',
    wrong: example(
      'on 2026-03-02 subscribe basic',
      'on 2026-03-02 top up 5.00 until 2026-03-02',
      'expect pockets 5.00'
    ),
    right: example('on 2026-03-02 subscribe basic', 'on 2026-03-02 top up 5.00 until 2026-04-02', 'expect pockets 5.00')
  },
  R0608: {
    meaning: 'Seconds pay for what is counted in seconds, and for nothing else.',
    wrong: ruleText`
      ${SMS}

      ${example('on 2026-03-02 subscribe basic', 'on 2026-03-02 grant 600 s "welcome" for sms', 'expect pockets 600 s')}
    `,
    right: ruleText`
      ${SMS}

      ${example('on 2026-03-02 subscribe basic', 'on 2026-03-02 grant 10 sms "welcome" for sms', 'expect pockets 10 sms')}
    `
  },
  R0356: {
    meaning: 'The word and the sign of an expected line contradict each other.',
    wrong: example('on 2026-03-01 subscribe basic', 'expect invoice { credit "Basic" 10.32 }'),
    right: example('on 2026-03-01 subscribe basic', 'expect invoice { credit "Basic" -10.32 }')
  },
  R0357: {
    meaning: 'A report names an example by its title, and so does farthing test --only.',
    wrong: ruleText`
      plan basic "Basic" {
      }

      example "a month" {
        on 2026-03-01 subscribe basic
        expect balance 0.00
      }

      example "a month" {
        on 2026-04-01 subscribe basic
        expect balance 0.00
      }
    `,
    right: ruleText`
      plan basic "Basic" {
      }

      example "a month" {
        on 2026-03-01 subscribe basic
        expect balance 0.00
      }

      example "another month" {
        on 2026-04-01 subscribe basic
        expect balance 0.00
      }
    `
  }
}
