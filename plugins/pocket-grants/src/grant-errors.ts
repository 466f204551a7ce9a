import { ruleText, type StatementErrors } from '@farthing/plugin-sdk'

function planOf(line: string): string {
  return ruleText`
    tariff voice-standard for voice {
      rates {
        | price           |
        | 0.25 per minute |
      }
    }

    plan talk "Talk" {
      tariff voice-standard
      ${line}
    }
  `
}

export const grantErrors = {
  R0637: {
    title: 'A grant of nothing',
    advice: 'Grant more than nothing, in whole parts of the unit, or leave the line out.',
    meaning: 'A pocket of money holds a whole number of millionths. One with nothing in it pays for nothing.',
    wrong: planOf('grant 0.00 each cycle'),
    right: planOf('grant 5.00 each cycle')
  }
} satisfies StatementErrors

export const grantOfUnitErrors = {
  R0616: {
    title: 'A grant of nothing, or of less than a part of its unit',
    advice: 'Grant more than nothing, in whole parts of the unit, or leave the line out.',
    meaning:
      'A pocket holds a whole number of parts of its unit: milliseconds, bytes, messages, parts of a unit of the operator. One with nothing in it pays for nothing.',
    wrong: planOf('grant 0 min each cycle'),
    right: planOf('grant 10 min each cycle')
  },
  R0618: {
    title: 'A grant that pays for nothing',
    advice: 'Name a tariff that counts in the unit, grant money, or leave the line out.',
    meaning:
      'A pocket pays for use that is counted in its unit. Where no tariff of the plan counts in it, no use ever is, unless the pocket is shared with subscriptions on other plans.',
    wrong: planOf('grant 100 sms each cycle'),
    right: planOf('grant 100 min each cycle')
  },
  R0638: {
    title: 'A grant for a service that is counted otherwise',
    advice: 'Name services that are counted in the unit, grant money, or leave the services out.',
    meaning:
      'A pocket pays for use that is counted in its unit; money pays for everything. For a service that is counted in another unit it would never pay anything.',
    wrong: planOf('grant 100 sms each cycle for voice'),
    right: planOf('grant 100 min each cycle for voice')
  }
} satisfies StatementErrors
