// Codes R0100 to R0129, R0622: the operator, names, versions, plugins and files.
import { type CodeExamples, ruleText } from '../code-example.ts'

const operator = ruleText`
  operator "Coastal Telecom" {
    currency AUD
    time zone "Australia/Melbourne"
  }
`

const plan = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }
`

const operatorWith = (currency: string, zone: string, step: string): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency ${currency}
      time zone "${zone}"
      round half up to ${step}
    }
  `
})

const operatorIn = (country: string): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency EUR
      time zone "Europe/Berlin"
      country ${country}, trunk prefix 0
    }
  `
})

const holidays = (...rows: readonly string[]): { 'operator.farthing': string } => ({
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      holidays AU-VIC
    }

    holidays AU-VIC {
      | date       | name        |
      ${rows.join('\n      ')}
    }
  `
})

const sms = (dates: string, price: string): string => ruleText`
  tariff sms-standard for sms {
    ${dates}
    rates {
      | price        |
      | ${price} per sms |
    }
  }
`

const planOn = (tariff: string): string => ruleText`
  plan mobile-payg "Mobile" {
    from 2026-01-01
    tariff ${tariff}
  }
`

export const nameExamples: CodeExamples = {
  R0100: {
    meaning: 'Without an operator prices have no currency, and dates no zone.',
    wrong: { 'plans.farthing': plan },
    right: { 'operator.farthing': operator, 'plans.farthing': plan }
  },
  R0101: {
    meaning: 'A set of rules is of one operator, wherever in the folder it is declared.',
    wrong: { 'operator.farthing': operator, 'plans.farthing': `${operator}\n${plan}` },
    right: { 'operator.farthing': operator, 'plans.farthing': plan }
  },
  R0102: {
    meaning: 'Bands and dates are read on a clock. The name of its zone must be one that is known everywhere.',
    wrong: operatorWith('AUD', 'Melbourne', '0.01'),
    right: operatorWith('AUD', 'Australia/Melbourne', '0.01')
  },
  R0103: {
    meaning: 'A rounded amount must be one that can be paid in the currency.',
    wrong: operatorWith('JPY', 'Asia/Tokyo', '0.01'),
    right: operatorWith('JPY', 'Asia/Tokyo', '1')
  },
  R0622: {
    meaning:
      'A national number becomes one with the country code before it. With 0049 it begins like no number of any zone.',
    wrong: operatorIn('0049'),
    right: operatorIn('49')
  },
  R0110: {
    meaning: 'Two things of one kind have the same name. A rule that uses the name could mean either.',
    wrong: ruleText`
      zones world {
        | prefix | zone     |
        | 61     | national |
      }

      zones world {
        | prefix | zone        |
        | 64     | new-zealand |
      }
    `,
    right: ruleText`
      zones world {
        | prefix | zone        |
        | 61     | national    |
        | 64     | new-zealand |
      }
    `
  },
  R0111: {
    meaning: 'The name is used and nowhere declared.',
    wrong: `${sms('from 2026-01-01', '0.20')}\n${planOn('sms-standart')}`,
    right: `${sms('from 2026-01-01', '0.20')}\n${planOn('sms-standard')}`
  },
  R0112: {
    meaning: 'The thing is declared and nothing refers to it. A name may be mistyped where it should be used.',
    wrong: sms('from 2026-01-01', '0.20'),
    right: `${sms('from 2026-01-01', '0.20')}\n${planOn('sms-standard')}`
  },
  R0113: {
    meaning: 'On the day named two versions hold, and the same message would have two prices.',
    wrong: `${sms('from 2026-01-01', '0.20')}\n${sms('from 2026-07-01', '0.25')}`,
    right: `${sms('from 2026-01-01 until 2026-07-01', '0.20')}\n${sms('from 2026-07-01', '0.25')}`
  },
  R0114: {
    meaning: 'On the days named no version holds, and usage would have no price.',
    wrong: `${sms('from 2026-01-01 until 2026-06-30', '0.20')}\n${sms('from 2026-07-01', '0.25')}`,
    right: `${sms('from 2026-01-01 until 2026-07-01', '0.20')}\n${sms('from 2026-07-01', '0.25')}`
  },
  R0115: {
    meaning: 'The plan says the same twice, and it counts twice: two rents, two allowances.',
    wrong: ruleText`
      plan mobile-20 "Mobile 20" {
        rent 20.00 per month
        rent 20.00 per month
      }
    `,
    right: plan
  },
  R0116: {
    meaning: 'A later version of a tariff prices the same usage. This one is for another service.',
    wrong: `${sms('from 2026-01-01 until 2026-07-01', '0.20')}\n${sms('from 2026-07-01', '0.25').replace('for sms', 'for mms').replace('per sms', 'per mms')}`,
    right: `${sms('from 2026-01-01 until 2026-07-01', '0.20')}\n${sms('from 2026-07-01', '0.25')}`
  },
  R0117: {
    meaning: 'The calendar names the day twice.',
    wrong: holidays('| 2026-12-25 | "Christmas" |', '| 2026-12-25 | "Boxing Day" |'),
    right: holidays('| 2026-12-25 | "Christmas" |', '| 2026-12-26 | "Boxing Day" |')
  },
  R0118: {
    meaning: 'Between the first and the last day of the calendar lie more than 200 years.',
    wrong: holidays('| 2026-12-25 | "Christmas" |', '| 2926-12-26 | "Boxing Day" |'),
    right: holidays('| 2026-12-25 | "Christmas" |', '| 2026-12-26 | "Boxing Day" |')
  },
  R0119: {
    meaning:
      'The plan holds on days on which a tariff that it names does not. Usage of those days would have no price.',
    wrong: `${sms('from 2026-02-01', '0.20')}\n${planOn('sms-standard')}`,
    right: `${sms('from 2026-01-01', '0.20')}\n${planOn('sms-standard')}`
  },
  R0564: {
    meaning:
      'No charge goes by this name, but one goes by a name that is nearly the same. A charge that was meant would be left out, and nobody would be told.',
    wrong: 'discount loyal "Loyalty" 10% off, of rnet\n',
    right: 'discount loyal "Loyalty" 10% off, of rent\n'
  },
  R0120: {
    meaning: 'The statement is well written, and whoever carries it out refuses what it says. The message says why.',
    wrong: ruleText`
      plan mobile-80 "Mobile 80" {
        bond 0.00
      }
    `,
    right: ruleText`
      plan mobile-80 "Mobile 80" {
        bond 200.00
      }
    `
  },
  R0121: {
    meaning: 'The rules name a file that is not in the folder.',
    wrong: {
      'operator.farthing': operator,
      'zones.farthing': 'zones world from "zonse.csv"\n',
      'zones.csv': 'prefix,zone\n61,national\n'
    },
    right: {
      'operator.farthing': operator,
      'zones.farthing': 'zones world from "zones.csv"\n',
      'zones.csv': 'prefix,zone\n61,national\n'
    }
  },
  R0122: {
    meaning:
      'A published version keeps every file that it needs. A file outside of the folder could change behind its back.',
    wrong: ruleText`
      zones world from "../shared/zones.csv"
    `,
    right: {
      'operator.farthing': operator,
      'zones.farthing': 'zones world from "shared/zones.csv"\n',
      'shared/zones.csv': 'prefix,zone\n61,national\n'
    }
  }
}
