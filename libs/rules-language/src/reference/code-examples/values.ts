// Codes R0030 to R0039: numbers, units, money, dates and times.
import { type CodeExamples, ruleText } from '../code-example.ts'

const call = (number: string, at = '2026-03-02 10:00', duration = '60s'): string => ruleText`
  tariff voice-standard for voice {
    rates {
      | price           |
      | 0.25 per minute |
    }
  }

  plan mobile-payg "Mobile" {
    tariff voice-standard
  }

  example "a call" {
    on 2026-03-01 subscribe mobile-payg
    at ${at} call ${number} for ${duration}
    expect charge 0.25
  }
`

const lasting = (duration: string): string => call('+61293334444', '2026-03-02 10:00', duration)

const billedOn = (day: string): string => ruleText`
  plan basic "Basic" {
  }

  example "the last day" {
    bill day ${day}
    on 2026-03-01 subscribe basic
    expect balance 0.00
  }
`

const starting = (date: string): string => ruleText`
  plan mobile-20 "Mobile 20" {
    from ${date}
    rent 20.00 per month
  }
`

const renting = (rent: string): string => ruleText`
  plan mobile-20 "Mobile 20" {
    rent ${rent}
  }
`

const priced = (price: string): string => ruleText`
  tariff data-standard for data {
    rates {
      | price |
      | ${price} |
    }
  }
`

export const valueExamples: CodeExamples = {
  R0030: {
    meaning: 'A number alone does not say what it counts. Is it seconds, minutes or messages?',
    wrong: lasting('61'),
    right: lasting('61s')
  },
  R0031: {
    meaning: 'The word after the number is no unit. Units are written in one way each, capital letters included.',
    wrong: priced('1.00 per Gb'),
    right: priced('1.00 per GB')
  },
  R0032: {
    meaning: 'The value is well written, and of another kind than this place wants.',
    wrong: renting('40 min per month'),
    right: renting('40.00 per month')
  },
  R0033: {
    meaning: 'An operator bills in one currency. Adding another would need a rate of exchange, which no rule names.',
    wrong: renting('20.00 EUR per month'),
    right: renting('20.00 AUD per month')
  },
  R0034: {
    meaning: 'The word after the amount is not the code of a currency.',
    wrong: renting('20.00 eur per month'),
    right: renting('20.00 per month')
  },
  R0035: {
    meaning:
      'The date is not written year-month-day, or there is no such day. Other orders mean different days in different countries.',
    wrong: starting('2026-02-30'),
    right: starting('2026-02-28')
  },
  R0036: {
    meaning: 'The time of day is not written with two digits each, or there is no such time.',
    wrong: call('+61293334444', '2026-03-02 9:30'),
    right: call('+61293334444', '2026-03-02 09:30')
  },
  R0037: {
    meaning: 'The number is too small, too large, negative, or not whole where it must be.',
    wrong: billedOn('32'),
    right: billedOn('31')
  },
  R0038: {
    meaning: 'A telephone number is written in one piece, with its country code.',
    wrong: call('+61 2 9333-4444'),
    right: call('+61293334444')
  },
  R0039: {
    meaning: 'Amounts are computed exactly with six decimals. More of them could not be kept.',
    wrong: priced('0.0000001 per kB'),
    right: priced('0.0001 per MB')
  }
}
