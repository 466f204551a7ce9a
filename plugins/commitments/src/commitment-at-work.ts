// Rules in which commitments do their work: shown on their page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const commitmentAtWork = ruleText`
  commitment house "Minimum spend" 60.00 per month

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  plan business "Business" {
    rent 20.00 per month
    commitment business "Minimum of the plan" 31.00 per month
  }

  example "what a cycle was charged less than agreed comes at its end; a part of a cycle owes its share" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-17 agree to commitment house
    on 2026-04-01 bill
    expect invoice {
      charge "Minimum spend" 2026-03-17..2026-04-01 9.03
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
    }
    on 2026-05-01 bill
    expect invoice {
      charge "Minimum spend" 2026-04-01..2026-05-01 40.00
      charge "Mobile 20" 2026-05-01..2026-06-01 20.00
    }
  }

  example "that of a plan holds while the plan does" {
    bill day 1
    on 2026-03-01 subscribe business
    on 2026-03-01 bill
    on 2026-04-01 bill
    expect invoice {
      charge "Minimum of the plan" 2026-03-01..2026-04-01 11.00
      charge "Business" 2026-04-01..2026-05-01 20.00
    }
  }
`
