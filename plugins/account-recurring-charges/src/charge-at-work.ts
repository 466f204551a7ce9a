// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const chargeAtWork = ruleText`
  account charge support "Support desk" 30.00 per month
  account charge archive "Invoice archive" 3.10 per month in arrears

  example "a charge of the account is added, changed and ended on any day" {
    bill day 1
    on 2026-04-16 add account charge support
    on 2026-04-16 bill
    expect invoice {
      charge "Support desk" 2026-04-16..2026-05-01 15.00
    }
    on 2026-05-01 add account charge archive
    on 2026-05-01 bill
    expect invoice {
      charge "Support desk" 2026-05-01..2026-06-01 30.00
    }
    on 2026-06-01 bill
    expect invoice {
      charge "Invoice archive" 2026-05-01..2026-06-01 3.10
      charge "Support desk" 2026-06-01..2026-07-01 30.00
    }
    on 2026-06-16 change account charge support, quantity 2
    on 2026-06-16 end account charge archive
    on 2026-07-01 bill
    expect invoice {
      charge "Invoice archive" 2026-06-01..2026-06-16 1.55
      charge "Support desk" 2026-06-16..2026-07-01 15.00
      charge "Support desk" 2026-07-01..2026-08-01 60.00
    }
    on 2026-07-02 add account charge support
    expect refused "support is charged from 2026-04-16 on: change it, or give this one a name"
  }
`
