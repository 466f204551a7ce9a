// Codes R0150 to R0180: rates, examples and templates.
import { type CodeExamples, ruleText } from '../code-example.ts'

const tariff = (head: string, ...lines: readonly string[]): string =>
  `tariff ${head} {\n${lines.map(line => `  ${line}\n`).join('')}}\n`

const table = (...rows: readonly string[]): readonly string[] => ['rates {', ...rows.map(row => `  ${row}`), '}']

const zoned = (...rows: readonly string[]): string =>
  `${ruleText`
  zones world {
    | prefix | zone     |
    | 61     | national |
    | 614    | mobile   |
  }
`}\n${tariff(
    'voice-standard for voice',
    'zone by called number in world',
    'band peak = weekdays 08:00..20:00',
    'band offpeak = otherwise',
    ...table('| zone     | band    | price           |', ...rows)
  )}`

const sms = (columns: string, row: string): string => tariff('sms-standard for sms', ...table(columns, row))

const rightSms = sms('| price        |', '| 0.20 per sms |')

export const rateExamples: CodeExamples = {
  R0150: {
    meaning: 'Voice is counted in time, data in bytes and sms in messages. Of another service nothing is known yet.',
    wrong: tariff('parking for parking', ...table('| price         |', '| 2.00 per call |')),
    right: tariff('parking for parking, counted in events', ...table('| price         |', '| 2.00 per call |'))
  },
  R0151: {
    meaning: 'The price counts something that the service is not measured in: data has no minutes.',
    wrong: tariff('data-standard for data', ...table('| price           |', '| 0.10 per minute |')),
    right: tariff('data-standard for data', ...table('| price       |', '| 0.10 per MB |'))
  },
  R0152: {
    meaning:
      'A call of the kind named would have no price. Nothing is free by accident, so it would stop at quarantine.',
    wrong: zoned('| national | *       | 0.10 per minute |', '| mobile   | peak    | 0.30 per minute |'),
    right: zoned(
      '| national | *       | 0.10 per minute |',
      '| mobile   | peak    | 0.30 per minute |',
      '| mobile   | offpeak | free            |'
    )
  },
  R0153: {
    meaning: 'Two rows give a price for the same zone and band.',
    wrong: zoned(
      '| *        | *       | 0.10 per minute |',
      '| mobile   | *       | 0.30 per minute |',
      '| mobile   | *       | 0.35 per minute |'
    ),
    right: zoned('| *        | *       | 0.10 per minute |', '| mobile   | *       | 0.35 per minute |')
  },
  R0154: {
    meaning:
      'One row is for the zone, the other for the band, and both apply. No order of lines decides: say what holds where they meet.',
    wrong: zoned(
      '| *        | *       | 0.10 per minute |',
      '| mobile   | *       | 0.30 per minute |',
      '| *        | peak    | 0.20 per minute |'
    ),
    right: zoned(
      '| *        | *       | 0.10 per minute |',
      '| mobile   | *       | 0.30 per minute |',
      '| *        | peak    | 0.20 per minute |',
      '| mobile   | peak    | 0.35 per minute |'
    )
  },
  R0155: {
    meaning: 'Every zone and band that the row is for has a row of its own, so the row is never used.',
    wrong: zoned(
      '| national | *       | 0.10 per minute |',
      '| mobile   | *       | 0.30 per minute |',
      '| *        | *       | 0.20 per minute |'
    ),
    right: zoned('| national | *       | 0.10 per minute |', '| mobile   | *       | 0.30 per minute |')
  },
  R0156: {
    meaning: 'An event would have to cost at least more than it may cost at most.',
    wrong: sms('| price        | minimum | maximum |', '| 0.20 per sms | 0.50    | 0.40    |'),
    right: sms('| price        | minimum | maximum |', '| 0.20 per sms | 0.40    | 0.50    |')
  },
  R0157: {
    meaning:
      'Usage is counted in whole milliseconds, bytes, messages or events, and the quantity is finer or larger than can be counted.',
    wrong: tariff(
      'voice-standard for voice',
      ...table('| price           | increment |', '| 0.25 per minute | 0.0001s   |')
    ),
    right: tariff(
      'voice-standard for voice',
      ...table('| price           | increment |', '| 0.25 per minute | 1s        |')
    )
  },
  R0158: {
    meaning: 'The tariff has one price at all times, so no call crosses from one band into another.',
    wrong: tariff(
      'voice-standard for voice',
      'calls crossing bands are split',
      ...table('| price           |', '| 0.25 per minute |')
    ),
    right: tariff('voice-standard for voice', ...table('| price           |', '| 0.25 per minute |'))
  },
  R0159: {
    meaning: 'Data, messages and events happen at one moment. Only what lasts can be split over bands.',
    wrong: tariff(
      'data-standard for data',
      'band always = otherwise',
      'calls crossing bands are split',
      ...table('| price       |', '| 0.10 per MB |')
    ),
    right: tariff(
      'data-standard for data',
      'band always = otherwise',
      'calls crossing bands are rated by start',
      ...table('| price       |', '| 0.10 per MB |')
    )
  },
  R0160: {
    meaning: 'Below this limit every sum is exact. An amount above it is mistyped.',
    wrong: sms('| price              |', '| 9999999999 per sms |'),
    right: rightSms
  },
  R0170: {
    meaning: 'The example shows how an amount comes about, and the sum comes to something else.',
    wrong: ruleText`
      plan basic "Basic" {
      }

      example "a call of 61 seconds" {
        on 2026-03-02 subscribe basic
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge 0.39 + 1.5 * 0.25 = 0.766
      }
    `,
    right: ruleText`
      plan basic "Basic" {
      }

      example "a call of 61 seconds" {
        on 2026-03-02 subscribe basic
        at 2026-03-02 10:00 call +61293334444 for 61s
        expect charge 0.39 + 1.5 * 0.25 = 0.765
      }
    `
  },
  R0171: {
    meaning: 'An example that expects nothing passes whatever the rules say. It proves nothing.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }

      example "the first month" {
        on 2026-03-01 subscribe mobile-20
        on 2026-03-01 bill
      }
    `,
    right: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
      }

      example "the first month" {
        on 2026-03-01 subscribe mobile-20
        on 2026-03-01 bill
        expect total 20.00
      }
    `
  },
  R0180: {
    meaning: 'The template of a document names a fact that it does not have, or cannot be read.',
    wrong: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
        }
      `,
      'templates/invoice.hbs': '<h1>Invoice {{invoice.nummber}}</h1>\n'
    },
    right: {
      'operator.farthing': ruleText`
        operator "Coastal Telecom" {
          currency AUD
          time zone "Australia/Melbourne"
        }
      `,
      'templates/invoice.hbs': '<h1>Invoice {{invoice.number}}</h1>\n'
    }
  }
}
