// Rules in which the statement does its work, every cell of it: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const changesAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month, prorated by day
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month, prorated by day
  }

  plan mobile-80 "Mobile 80" {
    rent 80.00 per month, prorated by day
  }

  changes mobile {
    | from \ to | mobile-20                       | mobile-40            | mobile-80 |
    | mobile-20 | -                               | 25.00                | free      |
    | mobile-40 | forbidden "Mobile 40 is a year" | -                    | free      |
    | mobile-80 | free, at end of term            | 10.00, at next cycle | -         |
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

  example "down waits for the next cycle, or for the end of the contract, where one binds" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 change to mobile-80
    on 2026-03-01 bill
    on 2026-03-11 change to mobile-40
    on 2026-03-20 change to mobile-20, pending replaced
    on 2026-03-21 change to mobile-80
    on 2026-03-22 change to mobile-40
    on 2026-04-01 bill
    expect invoice {
      credit "Mobile 80" 2026-03-01..2026-04-01 -2.58
      charge "Mobile 20" 2026-03-20..2026-03-21 0.65
      charge "Change from mobile-80 to mobile-40" 10.00
      charge "Mobile 40" 2026-04-01..2026-05-01 40.00
    }
    on 2026-04-16 change to mobile-80
    on 2026-05-01 bill
    expect total 100.00
  }
`
