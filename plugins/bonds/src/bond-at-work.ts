// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const bondAtWork = ruleText`
  plan mobile-80 "Mobile 80" {
    rent 80.00 per month
    bond 200.00 { refund after 2 on-time payments }
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
    bond 100.00 { interest 3.65% per year }
  }

  example "two invoices settled in time earn the bond back" {
    bill day 1
    on 2026-03-01 subscribe mobile-80
    on 2026-03-01 bill
    expect invoice {
      charge "Mobile 80" 2026-03-01..2026-04-01 80.00
      charge "Mobile 80: bond" 200.00
    }
    on 2026-03-02 pay 280.00
    on 2026-04-01 bill
    on 2026-04-02 pay 80.00
    on 2026-05-01 bill
    expect invoice {
      charge "Mobile 80" 2026-05-01..2026-06-01 80.00
      credit "Mobile 80: bond returned" -200.00
    }
  }

  example "what is drawn pays the next invoice, and is held no longer" {
    bill day 1
    on 2026-03-01 subscribe mobile-80
    on 2026-03-01 bill
    on 2026-03-20 draw 60.00 of bond
    on 2026-04-01 bill
    expect invoice {
      credit "Mobile 80: bond drawn" -60.00
      charge "Mobile 80" 2026-04-01..2026-05-01 80.00
    }
    expect bond 140.00
  }

  example "interest is paid for each day, of what was held on it" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 bill
    on 2026-03-12 draw 50.00 of bond
    on 2026-04-01 terminate
    on 2026-04-01 bill
    expect invoice {
      credit "Mobile 40: bond drawn" -50.00
      credit "Mobile 40: interest on bond" -0.21
      credit "Mobile 40: bond returned" -50.00
    }
    expect bond 0.00
  }
`
