// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const chargeAtWork = ruleText`
  standard charge extra-line "Extra line" 6.00 per month in advance, category lines

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  example "a standard charge is priced by the day, and ends with its subscription" {
    bill day 1
    on 2026-04-01 subscribe mobile-20
    on 2026-04-11 add standard charge extra-line, quantity 2
    on 2026-05-01 bill
    expect invoice {
      charge "Extra line" 2026-04-11..2026-05-01 8.00
      charge "Extra line" 2026-05-01..2026-06-01 12.00
      charge "Mobile 20" 2026-05-01..2026-06-01 20.00
    }
    on 2026-05-02 add standard charge extra-lime
    expect refused "the rules of 2026-05-02 have no standard charge extra-lime: did you mean extra-line?"
    on 2026-06-01 terminate
    on 2026-06-01 bill
    expect no invoice
  }
`
