// Rules in which discounts do their work: shown on their page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const discountAtWork = ruleText`
  discount loyal "Loyalty" 10% off, of rent
  discount welcome "Welcome" takes 6.00 off per cycle, first 2 cycles, order 1

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  example "each takes off what those before have left, and the first cycle is one in part" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 grant discount loyal for mobile-20
    on 2026-03-16 grant discount welcome
    on 2026-04-01 bill
    expect invoice {
      credit "Welcome" 2026-03-16..2026-04-01 -3.10
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
      credit "Loyalty: Mobile 20" 2026-04-01..2026-05-01 -2.00
      credit "Welcome" 2026-04-01..2026-05-01 -6.00
    }
    on 2026-04-02 end discount loyal for mobile-20
    on 2026-04-03 grant discount royal
    expect refused "there is no discount royal to be granted on 2026-04-03: did you mean loyal?"
    on 2026-05-01 bill
    expect invoice {
      charge "Mobile 20" 2026-05-01..2026-06-01 20.00
      charge "Loyalty: Mobile 20" 2026-04-02..2026-05-01 1.93
    }
  }
`
