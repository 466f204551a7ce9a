// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const itemAtWork = ruleText`
  item sim-card "SIM card" 12.00
  item phone "Phone" 100.00, category goods, in 3 instalments
  item watch "Watch" 300.00, category goods, in 4 instalments, after a first payment of 100.00, the rest at once when service ends

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

  example "after a first payment, and the rest at once when service ends" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-05 buy watch for mobile-20
    on 2026-04-01 bill
    expect invoice {
      charge "Mobile 20" 20.00
      charge "Watch, first payment" 2026-03-05..2026-03-06 100.00
    }
    on 2026-04-11 terminate
    on 2026-04-11 buy sim-card for mobile-20
    expect refused "the subscription ended on 2026-04-11"
    on 2026-05-01 bill
    expect invoice {
      credit "Mobile 20" -13.33
      charge "Watch, 1 of 4" 2026-04-05..2026-04-06 50.00
      charge "Watch, the rest" 2026-04-11..2026-04-12 150.00
    }
  }
`
