// Rules by which a vendor's file is compared: shown on their page, and run as a test.
import { ruleText } from '../reference/code-example.ts'

export const reconcileAtWork = ruleText`
  zones world {
    | prefix | zone     |
    | 613    | national |
    | 614    | mobile   |
  }

  tariff calls for voice {
    zone by called number in world

    rates {
      | zone     | price           |
      | national | 0.25 per minute |
      | mobile   | 0.40 per minute |
    }
  }

  # what carrier-x asks for a minute, by contract
  tariff wholesale-x for voice {
    zone by called number in world

    rates {
      | zone     | price           |
      | national | 0.05 per minute |
      | mobile   | 0.12 per minute |
    }
  }

  plan pay-per-use "Pay per use" {
    tariff calls
  }

  reconcile carrier-x {
    service voice
    zones mobile
    format csv
    start within 5s
    quantity within 2s or 1%
    price within 0.01 or 1% by tariff wholesale-x
  }

  example "what the customer pays is no business of the carrier" {
    on 2026-03-01 subscribe pay-per-use
    at 2026-03-02 10:00 call +61400000000 for 60s
    expect charge 0.40
  }
`
