// Rules in which usage is measured in units of the operator's own: shown on their page, and run as a test.
import { ruleText } from '../reference/code-example.ts'

export const unitAtWork = ruleText`
  unit points
  unit BTC with 8 decimals

  tariff lounge for lounge {
    rates {
      | price           | increment   |
      | 0.05 per point  | 10 points   |
    }
  }

  tariff transfers for transfer {
    rates {
      | price                    | minimum |
      | 0.30 per 0.00000100 BTC  | 0.10    |
    }
  }

  plan traveller "Traveller" {
    tariff lounge, transfers
    include 50 points of lounge
  }

  example "the first fifty points of a month are included" {
    on 2026-03-01 subscribe traveller
    at 2026-03-02 10:00 use 35 points of lounge
    expect charge 0.00
    at 2026-03-03 10:00 use 15 points of lounge
    expect charge 10 * 0.05 = 0.50
    at 2026-03-04 10:00 use 0.00000150 BTC of transfer
    expect charge 0.45
    on 2026-04-01 bill
    expect total 0.95
  }
`
