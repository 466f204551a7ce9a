// Rules in which tables of tiers do their work: shown on their page, and run as a test.
import { ruleText } from '../reference/code-example.ts'

export const tiersAtWork = ruleText`
  tiers data-blocks = package {
    counted per subscription, reset every cycle
    | up to | price                  |
    | 20 GB | free                   |
    | *     | 10.00 per started 5 GB |
  }

  tariff data-standard for data {
    rates {
      | price             |
      | tiers data-blocks |
    }
  }

  plan mobile "Mobile" {
    tariff data-standard
  }

  example "the use that begins a package pays for it, and those after it use it up" {
    bill day 1
    on 2026-03-01 subscribe mobile
    at 2026-03-02 10:00 use 15 GB of data
    expect charge 0.00
    at 2026-03-10 10:00 use 7 GB of data
    expect charge 10.00
    at 2026-03-20 10:00 use 3 GB of data
    expect charge 0.00
    at 2026-04-02 10:00 use 15 GB of data
    expect charge 0.00
  }
`
