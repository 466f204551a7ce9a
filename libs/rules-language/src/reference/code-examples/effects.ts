// Codes R0470 to R0479, R0485, R0627, R0640: conditions and effects that read well and never come about.
import { type CodeExamples, EXAMPLE_OPERATOR, ruleText } from '../code-example.ts'

/** Each of so many guests in one of the rooms, and no two in one: there is no way, and it is long to find that out. */
const GUESTS = [0, 1, 2, 3, 4, 5, 6, 7]
const ROOMS = GUESTS.slice(1)

const inRoom = (guest: number, room: number): string => `feature(in-${String(guest)}-${String(room)}) is on`
const everyGuest = GUESTS.map(guest => `(${ROOMS.map(room => inRoom(guest, room)).join(' or ')})`)
const noTwo = ROOMS.flatMap(room =>
  GUESTS.flatMap(guest =>
    GUESTS.slice(guest + 1).map(other => `(not ${inRoom(guest, room)} or not ${inRoom(other, room)})`)
  )
)

const crowded = (forbid: string, allow: string): string => ruleText`
  ${GUESTS.flatMap(guest => ROOMS.map(room => `feature in-${String(guest)}-${String(room)} "In" { from 2026-01-01 }`)).join('\n  ')}

  forbid suspend when ${forbid} "Not now"
  allow suspend when ${allow}
`

const policy = (text: string, effect: string): string => ruleText`
  message "owed" { ${text} }
  policy overdue { when owed > 50.00: ${effect} }
`

const told = (text: string, effect: string): Readonly<Record<string, string>> => ({
  'operator.farthing': EXAMPLE_OPERATOR,
  'policies.farthing': policy(text, effect),
  'owed.hbs': 'Please pay what is open.'
})

const standing = (restored: string): string => ruleText`
  policy overdue {
    when owed > 50.00: bar outgoing
    when ${restored}: restore outgoing
  }
`

const story = (expectation: string): string => ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }
  example "nobody is reminded" {
    on 2026-03-01 subscribe mobile-20
    ${expectation}
  }
`

const sms = (price: string): string => ruleText`
  tariff sms-standard for sms {
    rates {
      | price |
      | ${price} |
    }
  }
`

export const effectExamples: CodeExamples = {
  R0470: {
    meaning:
      'Both rules may apply at once, and then neither would count. So a case is looked for in which both do; with so many parts after or it is neither found nor shown to be impossible.',
    wrong: crowded(everyGuest.join(' and '), noTwo.join(' and ')),
    right: crowded(inRoom(0, 1), `not ${inRoom(0, 1)}`)
  },
  R0471: {
    meaning: 'No value of what is asked meets all parts at once, so that the statement does nothing.',
    wrong: ruleText`
      forbid suspend when owed > 50.00 and owed < 20.00 "Pay what is open first"
    `,
    right: ruleText`
      forbid suspend when owed > 20.00 and owed < 50.00 "Pay what is open first"
    `
  },
  R0472: {
    meaning: 'The message is sent by a channel for which it has no words.',
    wrong: told('by sms from "owed.hbs"', 'notify "owed" by email'),
    right: told('by sms from "owed.hbs"', 'notify "owed" by sms')
  },
  R0473: {
    meaning: 'The policy sends a message that has no words on any channel.',
    wrong: policy('facts plan', 'notify "owed"'),
    right: told('by sms from "owed.hbs"', 'notify "owed"')
  },
  R0474: {
    meaning: 'Only what a network can tell apart is barred: a service, or calls abroad, outwards or while roaming.',
    wrong: told('by sms from "owed.hbs"', 'bar outgoin'),
    right: told('by sms from "owed.hbs"', 'bar outgoing')
  },
  R0475: {
    meaning: 'A message has one text for each channel and language, so that everybody is told the same.',
    wrong: told('by sms from "owed.hbs"; by sms from "owed.hbs"', 'notify "owed"'),
    right: told('by sms in en from "owed.hbs"; by sms in de from "owed.hbs"', 'notify "owed"')
  },
  R0476: {
    meaning: 'No rule sends a message of this name: that it was not sent proves nothing.',
    wrong: story('expect no message overdue'),
    right: story('expect no message invoice-overdue')
  },
  R0477: {
    meaning: 'A price of nothing may be a slip. What is free is written free.',
    wrong: sms('0.00 per sms'),
    right: sms('free')
  },
  R0627: {
    meaning:
      'What this message may say is of an invoice: its number, what it asks for, until when. A policy that comes to hold knows of none.',
    wrong: {
      ...told('by sms from "owed.hbs"', 'notify "owed"'),
      'policies.farthing': ruleText`
        message "invoice-issued" { facts number, due; by sms from "owed.hbs" }
        policy late { when owed > 50.00: notify "invoice-issued" }
      `
    },
    right: told('by sms from "owed.hbs"', 'notify "owed"')
  },
  R0640: {
    meaning:
      'A call is abroad when its number does not begin with the country of the operator. Where no country is said, no call is held back while it is charged; only the network is told.',
    wrong: ruleText`
      policy dear { when owed > 50.00: bar international }
    `,
    right: {
      'operator.farthing': EXAMPLE_OPERATOR.replace(
        'currency AUD',
        'currency AUD\n  country 61, trunk prefix 0, international prefix 0011'
      ),
      'policies.farthing': ruleText`
        policy dear { when owed > 50.00: bar international }
      `
    }
  },
  R0485: {
    meaning:
      'One statement restores what another bars or throttles while both conditions hold. Which of them counts would depend on which is looked at last, and the order of statements means nothing.',
    wrong: standing('owed > 25.00'),
    right: standing('owed <= 50.00')
  }
}
