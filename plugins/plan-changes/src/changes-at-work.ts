// Rules in which the statement does its work, every cell of it: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const changesAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month, prorated by day
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month, prorated by day
  }

  changes mobile {
    | from \ to | mobile-20                       | mobile-40 |
    | mobile-20 | -                               | 25.00     |
    | mobile-40 | forbidden "Mobile 40 is a year" | -         |
  }

  example "a dearer plan costs a fee, and the way back is closed" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-11 change to mobile-40
    on 2026-03-21 change to mobile-20
    expect refused "Mobile 40 is a year"
    on 2026-04-01 bill
    expect invoice {
      credit "Mobile 20" 2026-03-11..2026-04-01 -13.55
      charge "Mobile 40" 2026-03-11..2026-04-01 27.10
      charge "Change from mobile-20 to mobile-40" 25.00
      charge "Mobile 40" 2026-04-01..2026-05-01 40.00
    }
  }
`
