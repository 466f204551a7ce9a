// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const featureAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  feature roaming "Roaming" {
    charge 1.00 each day it is on
  }

  feature number-hiding "Number hiding" {
    charge 0.50 each time it is turned on
  }

  example "by the day: seven days in two stretches of March, and the first of April" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-03 feature roaming on
    on 2026-03-08 feature roaming off
    on 2026-03-30 feature roaming on
    on 2026-04-02 feature roaming off
    on 2026-04-01 bill
    expect invoice {
      charge "Roaming: days on" 2026-03-03..2026-04-01 7.00
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
    }
    on 2026-05-01 bill
    expect invoice {
      charge "Roaming: days on" 2026-04-01..2026-04-02 1.00
      charge "Mobile 20" 2026-05-01..2026-06-01 20.00
    }
  }

  example "by the time: turned on twice" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-03 feature number-hiding on
    on 2026-03-08 feature number-hiding off
    on 2026-03-30 feature number-hiding on
    on 2026-04-01 bill
    expect invoice {
      charge "Number hiding: turned on" 2026-03-03..2026-03-31 1.00
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
    }
  }
`
