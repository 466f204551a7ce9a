// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const chargeAtWork = {
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      suspensions holiday, debt, loss
    }
  `,
  'rules.farthing': ruleText`
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

    standard charge router "Router" 6.00 per month {
      free while suspended because of holiday
      at 3.00 while suspended
    }

    example "a router costs nothing on holiday, and half of its price in other suspensions" {
      bill day 1
      on 2026-04-01 subscribe mobile-20
      on 2026-04-01 add standard charge router
      on 2026-04-01 bill
      on 2026-04-11 suspend because of holiday
      on 2026-04-21 resume
      on 2026-05-01 bill
      expect invoice {
        credit "Router" 2026-04-11..2026-04-21 -2.00
        charge "Router" 2026-05-01..2026-06-01 6.00
        charge "Mobile 20" 2026-05-01..2026-06-01 20.00
      }
      on 2026-06-01 suspend because of debt
      on 2026-06-01 bill
      expect invoice {
        charge "Router" 2026-06-01..2026-07-01 3.00
        charge "Mobile 20" 2026-06-01..2026-07-01 20.00
      }
    }
  `
}
