// Rules in which the statements of calendars, zones and tariffs do their work: shown on their pages, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const holidaysAtWork = {
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      holidays AU-VIC
    }

    holidays AU-VIC {
      public holidays of AU-VIC from 2026-01-01 until 2027-01-01
      add 2026-06-05 "Our own day"
      remove 2026-11-03
    }

    tariff voice-standard for voice {
      band christmas = 24 december..27 december
      band peak = weekdays 08:00..20:00 except holidays, 24 december..27 december
      band offpeak = otherwise
      rates {
        | band      | price           |
        | christmas | free            |
        | peak      | 0.25 per minute |
        | offpeak   | 0.10 per minute |
      }
    }

    plan mobile-payg "Mobile" {
      tariff voice-standard
    }

    example "days off are offpeak, the Melbourne Cup is not one of them, and at Christmas calls are free" {
      on 2026-04-01 subscribe mobile-payg
      at 2026-04-06 10:00 call +61293334444 for 2 min
      expect charge 2 * 0.10 = 0.20
      at 2026-06-05 10:00 call +61293334444 for 2 min
      expect charge 2 * 0.10 = 0.20
      at 2026-11-03 10:00 call +61293334444 for 2 min
      expect charge 2 * 0.25 = 0.50
      at 2026-12-24 10:00 call +61293334444 for 2 min
      expect charge 0.00
    }
  `
}

export const zonesAtWork = ruleText`
  zones world {
    | prefix | zone     |
    | 61     | national |
    | 614    | mobile   |
    | 64     | abroad   |
  }

  tariff voice-standard for voice {
    zone by called number in world
    rates {
      | zone     | price           |
      | national | 0.10 per minute |
      | mobile   | 0.30 per minute |
      | abroad   | 0.90 per minute |
    }
  }

  plan mobile-payg "Mobile" {
    tariff voice-standard
  }

  example "the longest prefix wins" {
    on 2026-03-02 subscribe mobile-payg
    at 2026-03-02 10:00 call +61293334444 for 60s
    expect charge 0.10
    at 2026-03-02 10:05 call +61412345678 for 60s
    expect charge 0.30
  }

  example "a number in no zone waits in quarantine" {
    on 2026-03-02 subscribe mobile-payg
    at 2026-03-02 10:10 call +2101234567 for 60s
    expect quarantined "no-zone"
  }
`

export const tariffAtWork = ruleText`
  tariff voice-standard for voice {
    from 2026-01-01
    band peak = weekdays 08:00..20:00
    band offpeak = otherwise
    calls crossing bands are split

    rates {
      | band    | setup | price           | increment |
      | peak    | 0.39  | 0.25 per minute | 60s / 30s |
      | offpeak | 0.39  | 0.12 per minute | 60s / 30s |
    }
  }

  plan mobile-payg "Mobile" {
    from 2026-01-01
    tariff voice-standard
  }

  example "61 seconds count as a minute and a half" {
    on 2026-03-02 subscribe mobile-payg
    at 2026-03-02 10:00 call +61293334444 for 61s
    expect charge 0.39 + 1.5 * 0.25 = 0.765
  }

  example "two minutes of peak, three of offpeak" {
    on 2026-03-02 subscribe mobile-payg
    at 2026-03-02 19:58 call +61293334444 for 5 min
    expect charge 0.39 + 2 * 0.25 + 3 * 0.12 = 1.25
  }
`

export const crossingAtWork = ruleText`
  tariff voice-fixed for voice {
    band day = weekdays 07:00..19:00
    band evening = otherwise
    calls crossing bands are rated by start
    rates {
      | band    | price           |
      | day     | 0.10 per minute |
      | evening | 0.05 per minute |
    }
  }

  plan home-line "Home line" {
    tariff voice-fixed
  }

  example "a call that begins by day costs its day price to the end" {
    on 2026-03-02 subscribe home-line
    at 2026-03-02 18:59 call +61733334444 for 10 min
    expect charge 10 * 0.10 = 1.00
  }
`

export const setupAlwaysAtWork = ruleText`
  tariff voice-business for voice {
    one zone anywhere
    setup always
    rates {
      | setup | price           |
      | 0.10  | 0.20 per minute |
    }
  }

  plan business "Business" {
    tariff voice-business
    include 100 min of voice
  }

  example "the minutes are included, and the setup is not" {
    on 2026-03-02 subscribe business
    at 2026-03-02 10:00 call +61293334444 for 2 min
    on 2026-04-02 bill
    expect total 0.10
  }
`

export const ratesAtWork = ruleText`
  tariff content for content, counted in events {
    rates {
      | setup | price          | maximum |
      | 0.05  | 12.5% of value | 5.00    |
    }
  }

  plan shopper "Shopper" {
    tariff content
  }

  example "a share of what the app store reports" {
    on 2026-03-02 subscribe shopper
    at 2026-03-02 10:00 use 1 event of content worth 9.99
    expect charge 12.5% * 9.99 + 0.05 = 1.29875
    at 2026-03-02 11:00 use 1 event of content worth 80.00
    expect charge 5.00
    at 2026-03-02 12:00 use 1 event of content
    expect quarantined "no-value"
  }
`
