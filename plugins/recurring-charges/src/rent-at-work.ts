// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const rentAtWork = {
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      suspensions holiday, debt, loss
    }
  `,
  'rules.farthing': ruleText`
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

    plan fibre "Fibre" {
      rent 40.00 per month in advance, prorated by day {
        free for 14 days
        at 10.00 for 3 months
        at 5.00 while suspended
      }
    }

    example "free at first, then cheaper: the prices of a month, each for its days" {
      bill day 1
      on 2026-03-01 subscribe fibre
      on 2026-03-01 bill
      expect balance 0.00
      on 2026-04-01 bill
      expect invoice {
        charge "Fibre" 2026-03-15..2026-04-01 5.48
        charge "Fibre" 2026-04-01..2026-05-01 10.00
      }
      on 2026-05-01 bill
      on 2026-06-01 bill
      expect invoice {
        charge "Fibre" 2026-06-01..2026-06-15 4.67
      }
      on 2026-07-01 bill
      expect invoice {
        charge "Fibre" 2026-06-15..2026-07-01 21.33
        charge "Fibre" 2026-07-01..2026-08-01 40.00
      }
    }

    example "suspended: the days of a suspension cost their own price" {
      bill day 1
      on 2026-03-01 subscribe fibre
      on 2026-07-01 bill
      on 2026-07-11 suspend
      on 2026-07-21 resume
      on 2026-08-01 bill
      expect invoice {
        credit "Fibre" 2026-07-11..2026-08-01 -11.30
        charge "Fibre" 2026-08-01..2026-09-01 40.00
      }
    }

    plan winter "Winter" {
      rent 31.00 per month {
        free while suspended
      }
    }

    example "no rent while suspended" {
      bill day 1
      on 2026-03-01 subscribe winter
      on 2026-03-01 bill
      on 2026-03-11 suspend
      on 2026-03-21 resume
      on 2026-04-01 bill
      expect invoice {
        credit "Winter" 2026-03-11..2026-03-21 -10.00
        charge "Winter" 2026-04-01..2026-05-01 31.00
      }
    }

    plan summer "Summer" {
      rent 31.00 per month {
        free while suspended because of holiday
        at 9.30 while suspended because of loss
      }
    }

    example "free on holiday, cheaper when the telephone is lost; because of debt the rent goes on" {
      bill day 1
      on 2026-03-01 subscribe summer
      on 2026-03-01 bill
      on 2026-03-11 suspend because of loss
      on 2026-03-21 resume
      on 2026-04-01 bill
      expect invoice {
        credit "Summer" 2026-03-11..2026-04-01 -7.00
        charge "Summer" 2026-04-01..2026-05-01 31.00
      }
      on 2026-04-11 suspend because of holiday
      on 2026-04-21 suspend because of debt
      on 2026-04-26 resume
      on 2026-05-01 bill
      expect invoice {
        credit "Summer" 2026-04-11..2026-04-21 -10.34
        charge "Summer" 2026-05-01..2026-06-01 31.00
      }
    }
  `
}
