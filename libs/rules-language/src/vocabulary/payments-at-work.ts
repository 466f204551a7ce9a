// Rules in which the statements of payment and rating do their work: shown on their pages, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const paymentAtWork = ruleText`
  tariff talk for voice {
    rates {
      | price           |
      | 0.20 per minute |
    }
  }

  plan flexible "Flexible" {
    rent 5.00 per month
    tariff talk
    pay hybrid up to 50.00 per cycle
  }

  example "what no pocket has paid is on the bill" {
    bill day 1
    on 2026-03-01 subscribe flexible
    on 2026-03-01 bill
    at 2026-03-12 10:00 call +61293334444 for 20 min
    on 2026-04-01 bill
    expect total 9.00
  }

  example "pockets pay first, and the bill the rest" {
    bill day 1
    on 2026-03-01 subscribe flexible
    on 2026-03-01 bill
    on 2026-03-10 top up 3.00
    at 2026-03-12 10:00 call +61293334444 for 20 min
    expect pockets 0.00
    on 2026-04-01 bill
    expect total 6.00
  }

  plan prepaid "Prepaid" {
    tariff talk
    pay prepaid
  }

  example "who pays before talking talks as long as there is money" {
    on 2026-03-01 subscribe prepaid
    on 2026-03-01 grant 0.50 "welcome" until 2026-04-01, priority 1
    on 2026-03-01 top up 3.00
    at 2026-03-12 10:00 call +61293334444 for 15 min
    expect pockets 0.50
    at 2026-03-12 11:00 call +61293334444 for 3 min
    expect refused "insufficient-balance"
    expect pockets 0.50
  }

  plan surfing "Surfing" {
    tariff talk
    pay prepaid, at the end redirect to "https://pay.example.com/top-up"
  }

  example "whoever is led to a page, instead of being cut off, pays as all others" {
    on 2026-03-01 subscribe surfing
    on 2026-03-01 top up 3.00
    at 2026-03-12 10:00 call +61293334444 for 15 min
    expect pockets 0.00
  }

  example "minutes that were given pay for calls before money does" {
    on 2026-03-01 subscribe prepaid
    on 2026-03-01 grant 10 min "welcome"
    on 2026-03-01 top up 3.00
    at 2026-03-12 10:00 call +61293334444 for 4 min
    expect pockets 6 min
    expect pockets 3.00
    at 2026-03-12 11:00 call +61293334444 for 8 min
    expect pockets 0 s
    expect pockets 2.60
  }
`

export const ratingAtWork = ruleText`
  tariff wholesale for voice {
    from 2026-01-01
    until 2026-03-16
    rates {
      | price           |
      | 0.20 per minute |
    }
  }

  tariff wholesale for voice {
    from 2026-03-16
    rates {
      | price           |
      | 0.10 per minute |
    }
  }

  plan reseller "Reseller" {
    from 2026-01-01
    tariff wholesale
    rate at billing
  }

  example "the price at the end of March is that of all of March" {
    bill day 1
    on 2026-03-01 subscribe reseller
    at 2026-03-02 10:00 call +61293334444 for 10 min
    on 2026-04-01 bill
    expect total 1.00
  }
`
