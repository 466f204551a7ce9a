// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const setupAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
    setup 10.00
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
    setup 10.00
  }

  example "once, at the start; a change of plan does not ask for it again" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    expect invoice {
      charge "Mobile 20: setup" 10.00
      charge "Mobile 20" 20.00
    }
    on 2026-04-01 change to mobile-40
    on 2026-04-01 bill
    expect invoice {
      charge "Mobile 40" 40.00
    }
  }
`
