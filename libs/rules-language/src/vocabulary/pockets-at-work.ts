// Rules in which it is said what pockets pay for: shown on their pages, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const pocketsByNameAtWork = ruleText`
  tariff sms-standard for sms {
    rates {
      | price        |
      | 0.20 per sms |
    }
  }

  tariff sms-premium for premium, counted in messages {
    pockets pay only by name
    rates {
      | price        |
      | 9.00 per sms |
    }
  }

  plan mobile-payg "Mobile" {
    tariff sms-standard, sms-premium
    pay hybrid
  }

  example "messages that are given away pay no premium ones" {
    on 2026-03-02 subscribe mobile-payg
    on 2026-03-02 grant 10 sms "welcome"
    on 2026-03-02 grant 2 sms "a vote" for premium
    at 2026-03-02 10:00 send sms to +61412345678
    at 2026-03-02 10:05 use 3 sms of premium
    expect pockets 9 sms
    on 2026-04-02 bill
    expect total 9.00
  }
`
