// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

const talk = `
  tariff voice-standard for voice {
    rates {
      | price           |
      | 0.25 per minute |
    }
  }
`

export const grantAtWork = ruleText`
  ${talk.trim()}

  plan talk "Talk" {
    tariff voice-standard
    pay prepaid
    grant 5.00 each cycle, expires after 7 days
  }

  example "money to begin each cycle with lasts a week" {
    bill day 1
    on 2026-03-10 subscribe talk
    expect pockets 5.00
    at 2026-03-10 12:00 call +61293334444 for 4 min
    expect pockets 4.00
    on 2026-03-17 advance
    expect pockets 0.00
    on 2026-04-01 advance
    expect pockets 5.00
  }
`

export const grantOfUnitAtWork = ruleText`
  ${talk.trim()}

  plan talk "Talk" {
    tariff voice-standard
    pay prepaid
    grant 10 min each cycle for voice, roll over 1 cycle
  }

  example "minutes that March has left are used in April" {
    bill day 1
    on 2026-03-10 subscribe talk
    at 2026-03-10 12:00 call +61293334444 for 4 min
    expect pockets 6 min
    on 2026-04-01 advance
    expect pockets 16 min
    on 2026-05-01 advance
    # what March had left has ended
    expect pockets 20 min
  }
`
