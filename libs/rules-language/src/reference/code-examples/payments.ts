// Codes R0512 to R0515, R0549, R0550, R0619, R0641 and R0642: how what is used is paid, and priced anew.
import { type CodeExamples, ruleText } from '../code-example.ts'

const plan = (pay: string) => ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
    ${pay}
  }
`

const tariff = ruleText`
  tariff data-standard for data {
    rates {
      | price       |
      | 5.00 per GB |
    }
  }
`
const charging = (pay: string) => `${tariff}\n${plan(`tariff data-standard\n    ${pay}`)}`

export const paymentExamples: CodeExamples = {
  R0512: {
    meaning: 'A credit of nothing can never be used: that is prepaid, which has a word of its own.',
    wrong: plan('pay hybrid up to 0.00 per cycle'),
    right: plan('pay prepaid')
  },
  R0513: {
    meaning: 'A limit of a bill is an amount that a bill can come to.',
    wrong: plan('pay on the bill up to 50.005 per cycle'),
    right: plan('pay on the bill up to 50.00 per cycle')
  },
  R0514: {
    meaning: 'What is prepaid stands on no bill, so there is nothing that a limit could hold back.',
    wrong: plan('pay prepaid up to 50.00 per cycle'),
    right: plan('pay hybrid up to 50.00 per cycle')
  },
  R0515: {
    meaning:
      'Usage that is rated at billing has no price before, and networks are refused to charge it as it happens. It is on the bill in any case.',
    wrong: plan('rate at billing\n    pay hybrid up to 50.00 per cycle'),
    right: plan('rate on arrival\n    pay hybrid up to 50.00 per cycle')
  },
  R0549: {
    meaning:
      'Usage that is rated on arrival is rated anew when somebody asks for it, and what is rated at billing has no price before. Neither is corrected by itself.',
    wrong: plan('rate on arrival, corrected by itself up to 200.00'),
    right: plan('rate in real time, corrected by itself up to 200.00')
  },
  R0550: {
    meaning:
      'Every correction moves some price: with a limit of nothing, none is ever made without somebody who looks at it.',
    wrong: plan('rate in real time, corrected by itself up to 0.00'),
    right: plan('rate in real time')
  },
  R0619: {
    meaning: 'A plan without a tariff has no price for any use, so a network is never told that this is the last.',
    wrong: plan('pay prepaid, at the end restrict'),
    right: charging('pay prepaid, at the end restrict')
  },
  R0641: {
    meaning:
      'Networks are told where to lead who has used the last of what he paid for. They know pages and IP addresses.',
    wrong: charging('pay prepaid, at the end redirect to "pay.example.com"'),
    right: charging('pay prepaid, at the end redirect to "https://pay.example.com"')
  },
  R0642: {
    meaning:
      'Only what pockets or a limit pay for ends. Where the bill takes any amount, and where nothing is charged as it happens, a network is never told that this is the last.',
    wrong: charging('pay on the bill, at the end restrict'),
    right: charging('pay on the bill up to 50.00 per cycle, at the end restrict')
  }
}
