// Rules in which the statements of operators, plans, features and examples do their work: shown on their pages, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const operatorAtWork = {
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      country 61, trunk prefix 0, international prefix 0011
      holidays AU-VIC
      round half up to 0.01
      due 14 days after issue
      invoices numbered "{year}-{number}"
    }

    holidays AU-VIC {
      | date       | name        |
      | 2026-12-25 | "Christmas" |
    }

    plan home "Home" {
      rent 29.95 per month, prorated by day
    }

    example "a part of a month is rounded once, on its line" {
      bill day 1
      on 2026-03-22 subscribe home
      on 2026-03-22 bill
      # 10 of 31 days: 9.661290..., and half a cent or more is a cent
      expect invoice { charge "Home" 9.66; number "2026-000001" }
    }
  `
}

export const planAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    from 2026-01-01
    family mobile, level 1
    rent 20.00 per month in advance, prorated by day
  }

  plan mobile-40 "Mobile 40" {
    from 2026-01-01
    family mobile, level 2
    rent 40.00 per month in advance, prorated by day
  }

  example "an upgrade in the middle of a cycle" {
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-16 change to mobile-40
    on 2026-04-01 bill
    expect invoice {
      credit "Mobile 20" 2026-03-16..2026-04-01 -10.32
      charge "Mobile 40" 2026-03-16..2026-04-01 20.65
      charge "Mobile 40" 2026-04-01..2026-05-01 40.00
      total 50.33
    }
  }
`

export const featureAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  feature voicemail "Voicemail" {
    until 2027-01-01
    rent 3.10 per month, prorated by day
  }

  example "from the 16th of March: 16 of 31 days" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-16 feature voicemail on
    on 2026-04-01 bill
    expect invoice {
      charge "Voicemail" 2026-03-16..2026-04-01 1.60
      charge "Voicemail" 2026-04-01..2026-05-01 3.10
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
    }
  }
`

export const exampleAtWork = ruleText`
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

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
    tariff voice-standard, sms-standard
  }

  example "a month with a call, three messages and a payment" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    expect total 20.00
    on 2026-03-10 pay 20.00
    expect balance 0.00

    at 2026-03-12 10:00 call +61293334444 for 4 min
    expect charge 4 * 0.25 = 1.00
    at 2026-03-12 10:30 send 3 sms to +61412345678
    expect charge 3 * 0.20 = 0.60

    on 2026-03-20 credit 5.00 "Our apologies"
    on 2026-04-01 bill
    expect total 16.60
  }

  example "half of March is given back to who leaves" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-17 terminate
    on 2026-04-01 bill
    expect total -9.68
  }
`
