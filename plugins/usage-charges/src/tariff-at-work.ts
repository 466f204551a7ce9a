// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const tariffAtWork = ruleText`
  tariff voice-standard for voice {
    rates {
      | price           |
      | 0.25 per minute |
    }
  }

  tariff sms-standard for sms {
    rates {
      | price        |
      | 0.20 per sms |
    }
  }

  plan mobile-payg "Mobile" {
    tariff voice-standard, sms-standard
  }

  example "each use is rated by the tariff for its service" {
    on 2026-03-01 subscribe mobile-payg
    at 2026-03-02 10:00 call +61293334444 for 2 min
    expect charge 0.50
    at 2026-03-02 10:05 send sms to +61412345678
    expect charge 0.20
  }
`
