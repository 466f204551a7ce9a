// Rules in which caps do their work: shown on their page, and run as tests.
import { dataTariff } from './surf-plan.ts'

const smsTariff = `tariff sms-standard for sms {
  rates {
    | price        |
    | 0.10 per sms |
  }
}
`

export const capsAtWork = `${dataTariff}
${smsTariff}
plan steady "Steady" {
  tariff data-standard
  cap data at 2.00 per day
  cap data at 5.00 per 7 days
}

plan worry-free "Worry-free" {
  tariff data-standard, sms-standard
  cap sms at 3.00 per cycle
  cap all usage at 20.00 per cycle
}

plan family "Family" {
  tariff data-standard
  cap data at 20.00 per cycle shared with account
}

example "at most two dollars a day, and five in any seven days, whatever the day of the bill" {
  bill day 1
  on 2026-03-01 subscribe steady
  at 2026-03-28 10:00 use 1.5 GB of data
  expect charge 1.50
  at 2026-03-28 11:00 use 1.5 GB of data
  expect charge 0.50
  at 2026-03-30 10:00 use 9 GB of data
  expect charge 2.00
  at 2026-04-03 10:00 use 9 GB of data
  expect charge 1.00
  at 2026-04-04 10:00 use 9 GB of data
  expect charge 2.00
}

example "two phones of one account come to twenty dollars together" {
  bill day 1
  on 2026-03-01 subscribe family as one
  on 2026-03-01 subscribe family as two
  at 2026-03-02 10:00 use 12 GB of data from one
  expect charge 12.00
  at 2026-03-03 10:00 use 12 GB of data from two
  expect charge 8.00
}

example "texts come to three dollars at most, and all usage to twenty" {
  bill day 1
  on 2026-03-01 subscribe worry-free
  at 2026-03-02 10:00 use 40 sms of sms
  expect charge 3.00
  at 2026-03-03 10:00 use 16 GB of data
  expect charge 16.00
  at 2026-03-04 10:00 use 9 GB of data
  expect charge 1.00
  at 2026-04-01 10:00 use 9 GB of data
  expect charge 9.00
}
`
