// Rules in which the statement does its work: shown on its page, and run as a test.
import { dataTariff } from './surf-plan.ts'

export const runOutAtWork = `${dataTariff}
plan surf "Surf" {
  tariff data-standard
  include 10 GB of data
  when data runs out: throttle to 1 Mbit per second until next cycle
}

plan kids "Kids" {
  tariff data-standard
  include 2 GB of data
  when data runs out: bar until next cycle
}

example "slow and free from the last gigabyte on, and as fast as ever in the next cycle" {
  bill day 1
  on 2026-03-01 subscribe surf
  expect remaining 10 GB of data
  at 2026-03-02 10:00 use 9 GB of data
  expect remaining 1 GB of data
  expect service active
  at 2026-03-03 10:00 use 3 GB of data
  expect charge 0.00
  expect remaining 0 GB of data
  expect service throttled
  on 2026-04-01 advance
  expect service active
  expect remaining 10 GB of data
}

example "barred when nothing is left" {
  bill day 1
  on 2026-03-01 subscribe kids
  at 2026-03-02 10:00 use 2 GB of data
  expect service barred
}

plan daily "Daily" {
  tariff data-standard
  include 1 GB of data per day
  when data runs out: throttle to 1 Mbit per second until there is more
}

example "slow and free for the rest of the day" {
  bill day 1
  on 2026-03-01 subscribe daily
  at 2026-03-02 10:00 use 3 GB of data
  expect charge 0.00
  expect service throttled
  on 2026-03-03 advance
  expect service active
  expect remaining 1 GB of data
}
`
