// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const contractAtWork = ruleText`
  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
    contract year "A year" {
      term 12 months, at most 24 months
      notice 30 days
      signing fee 10.00
      early exit 50% of remaining rent, at most 200.00
      renews for 12 months
    }
    contract device "With a device" {
      term 24 months
      notice 3 months
      ending fee 30.00
      early exit 300.00 within 12 months
      early exit 150.00 after 12 months
      early exit 10.00 per month left, at most 120.00
      early exit in all at most 400.00
      renews month by month
    }
  }

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  forbid change to mobile-20 when contract is running "A smaller plan has to wait for the end of the contract"

  example "leaving early costs half of the rent of the months left" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 sign contract year
    on 2026-03-01 bill
    expect invoice {
      charge "Mobile 40" 40.00
      charge "A year: signing" 10.00
    }
    on 2026-06-01 change to mobile-20
    expect refused "A smaller plan has to wait for the end of the contract"
    on 2026-12-01 terminate
    on 2026-12-01 bill
    expect invoice {
      charge "A year: early exit" 2026-12-01..2026-12-02 60.00
    }
  }

  example "after notice in time the contract ends with its term" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 sign contract year
    on 2027-01-15 give notice
    on 2027-03-01 change to mobile-20
    on 2027-03-01 bill
    expect invoice {
      charge "Mobile 20" 20.00
    }
  }

  example "what it costs to leave is added up, and a contract that ends has its fee" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 sign contract device
    on 2027-06-01 terminate
    on 2027-06-01 bill
    expect invoice {
      charge "With a device: ending" 2027-06-01..2027-06-02 30.00
      charge "With a device: early exit" 2027-06-01..2027-06-02 240.00
    }
  }

  example "notice three months before the end of the term" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 sign contract device
    on 2027-12-01 give notice
    on 2028-03-01 bill
    expect invoice {
      charge "Mobile 40" 40.00
      charge "With a device: ending" 2028-03-01..2028-03-02 30.00
    }
  }
`
