// Rules in which packs, minimums and caps do their work: shown on their pages, and run as tests.
import { dataTariff } from './surf-plan.ts'

export const overageAtWork = `${dataTariff}
plan surf "Surf" {
  tariff data-standard
  include 10 GB of data
  when data runs out: 4.00 per started 5 GB, at most 2 times
}

example "two packs, and then the price of the tariff" {
  on 2026-03-01 subscribe surf
  at 2026-03-02 10:00 use 11 GB of data
  expect charge 4.00
  at 2026-03-03 10:00 use 4 GB of data
  expect charge 0.00
  at 2026-03-04 10:00 use 7 GB of data
  expect charge 4.00 + 2 * 1.00 = 6.00
}
`

export const minimumAtWork = `${dataTariff}
plan casual "Casual" {
  tariff data-standard
  minimum data at 0.50 per day
  cap data at 2.00 per day
}

example "a day with any data costs half a dollar at least, and two dollars at most" {
  bill day 1
  on 2026-03-01 subscribe casual
  at 2026-03-02 10:00 use 200 MB of data
  expect charge 0.50
  at 2026-03-02 11:00 use 200 MB of data
  expect charge 0.00
  at 2026-03-02 12:00 use 1 GB of data
  expect charge 1.40 - 0.50 = 0.90
  at 2026-03-02 13:00 use 1 GB of data
  expect charge 0.60
  at 2026-03-03 10:00 use 100 MB of data
  expect charge 0.50
}
`
