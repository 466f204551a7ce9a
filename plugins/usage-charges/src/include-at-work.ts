// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const includeAtWork = ruleText`
  tariff data-standard for data {
    rates {
      | price       |
      | 5.00 per GB |
    }
  }

  plan data-10 "Data 10" {
    rent 10.00 per month
    tariff data-standard
    include 10 GB of data, roll over 1 cycle
  }

  example "what March has left is used in April" {
    bill day 1
    on 2026-03-01 subscribe data-10
    at 2026-03-10 12:00 use 6 GB of data
    on 2026-04-01 bill
    at 2026-04-10 12:00 use 15 GB of data
    on 2026-05-01 bill
    # 4 GB of March and 10 GB of April are paid for, and one GB is left to pay
    expect invoice {
      charge "Data" 5.00
      charge "Data 10" 2026-05-01..2026-06-01 10.00
    }
  }

  plan daily "Daily" {
    tariff data-standard
    include 1 GB of data per day
    include 4 GB of data per 7 days
  }

  example "a gigabyte a day, then four in any seven days, over the end of a cycle" {
    bill day 1
    on 2026-03-01 subscribe daily
    at 2026-03-30 12:00 use 3 GB of data
    expect charge 0.00
    at 2026-03-30 13:00 use 3 GB of data
    expect charge 5.00
    at 2026-03-31 12:00 use 1 GB of data
    expect charge 0.00
    at 2026-04-01 12:00 use 3 GB of data
    expect charge 10.00
    at 2026-04-06 12:00 use 3 GB of data
    expect charge 0.00
  }
`
