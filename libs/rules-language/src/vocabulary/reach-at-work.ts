// Rules in which versions reach their customers in the three ways: shown on the page of the statement, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const reachAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    from 2026-01-01 until 2026-06-01
    rent 20.00 per month, prorated by day
  }

  plan mobile-20 "Mobile 20" {
    from 2026-06-01
    holds for new customers
    rent 25.00 per month, prorated by day
  }

  example "who was there before keeps the old rent" {
    bill day 1
    on 2026-05-01 subscribe mobile-20
    on 2026-07-01 bill
    expect invoice {
      charge "Mobile 20" 2026-07-01..2026-08-01 20.00
    }
  }

  plan home "Home" {
    from 2026-01-01 until 2026-06-01
    rent 30.00 per month, prorated by day
    tariff sms-standard
  }

  plan home "Home" {
    from 2026-06-01
    holds retroactively from 2026-05-01
    rent 27.00 per month, prorated by day
    tariff sms-standard
  }

  tariff sms-standard for sms {
    from 2026-01-01 until 2026-06-10
    rates {
      | price        |
      | 0.20 per sms |
    }
  }

  tariff sms-standard for sms {
    from 2026-06-10
    holds for everyone from next cycle
    rates {
      | price        |
      | 0.10 per sms |
    }
  }

  example "the bill after a correction gives back what was charged too much, and issued invoices stay as they are" {
    bill day 1
    on 2026-05-01 subscribe home
    on 2026-05-01 bill
    expect total 30.00
    on 2026-06-01 bill
    expect invoice {
      credit "Home" 2026-05-01..2026-06-01 -3.00
      charge "Home" 2026-06-01..2026-07-01 27.00
    }
  }

  example "the cheaper messages begin with the cycle" {
    bill day 1
    on 2026-06-01 subscribe home
    at 2026-06-15 10:00 send sms to +61412345678
    expect charge 0.20
    at 2026-07-02 10:00 send sms to +61412345678
    expect charge 0.10
  }
`
