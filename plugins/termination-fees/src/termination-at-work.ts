// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const terminationAtWork = ruleText`
  plan fibre "Fibre" {
    rent 31.00 per month
    termination fee 100.00 within 6 months
    termination fee 50.00 after 6 months within 12 months
  }

  example "in the third month: the fee, and what is left of the rent" {
    bill day 1
    on 2026-03-01 subscribe fibre
    on 2026-05-01 bill
    on 2026-05-11 terminate
    on 2026-06-01 bill
    expect invoice {
      credit "Fibre" 2026-05-11..2026-06-01 -21.00
      charge "Fibre: termination fee" 2026-05-11..2026-05-12 100.00
    }
  }

  example "on the day on which six months are over: the lower one" {
    bill day 1
    on 2026-03-01 subscribe fibre
    on 2026-08-31 bill
    on 2026-09-01 terminate
    on 2026-09-01 bill
    expect invoice {
      charge "Fibre: termination fee" 50.00
    }
  }

  example "a year and longer: none" {
    bill day 1
    on 2026-03-01 subscribe fibre
    on 2027-02-28 bill
    on 2027-03-01 terminate
    on 2027-03-01 bill
    expect no invoice
  }
`
