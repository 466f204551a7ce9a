// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const rentAtWork = ruleText`
  plan home-20 "Home 20" {
    rent 20.00 per month in advance, prorated by day
  }

  plan office "Office" {
    rent 90.00 per quarter in arrears
  }

  example "from the middle of a month to the bill day: 16 of 31 days; then a whole month" {
    bill day 1
    on 2026-03-16 subscribe home-20
    on 2026-03-16 bill
    expect total 10.32
    on 2026-04-01 bill
    expect invoice {
      charge "Home 20" 2026-04-01..2026-05-01 20.00
    }
  }

  example "in arrears: the quarter is billed when it has ended" {
    bill day 1
    on 2026-01-01 subscribe office
    on 2026-02-01 bill
    expect balance 0.00
    on 2026-04-01 bill
    expect invoice {
      charge "Office" 2026-01-01..2026-04-01 90.00
    }
  }

  plan notes "Notes" {
    rent 12.00 per month, not prorated
  }

  plan club "Club" {
    rent 12.00 per month, full period
  }

  example "not prorated: nothing for the first part of a period, and the whole of one that is left on its tenth day" {
    bill day 1
    on 2026-03-16 subscribe notes
    on 2026-03-16 bill
    expect balance 0.00
    on 2026-04-01 bill
    expect total 12.00
    on 2026-04-10 terminate
    on 2026-05-01 bill
    expect balance 12.00
  }

  example "full period: the whole of one for its first part" {
    bill day 1
    on 2026-03-16 subscribe club
    on 2026-03-16 bill
    expect total 12.00
  }
`
