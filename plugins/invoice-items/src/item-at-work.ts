// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const itemAtWork = ruleText`
  item sim-card "SIM card" 12.00
  item phone "Phone" 100.00, category goods, in 3 instalments

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  example "some are paid at once, a phone in parts that add up to its price" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-05 buy sim-card, quantity 2
    on 2026-03-05 buy phone for mobile-20
    on 2026-04-01 bill
    expect invoice {
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
      charge "Phone, 1 of 3" 33.34
      charge "SIM card" 24.00
    }
    on 2026-05-01 bill
    expect invoice {
      charge "Mobile 20" 20.00
      charge "Phone, 2 of 3" 33.33
    }
    on 2026-05-02 buy caviar
    expect refused "there is no item caviar on sale on 2026-05-02"
  }
`
