// Rules in which a loyalty programme does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const loyaltyAtWork = ruleText`
  unit points

  loyalty stars "Stars" in points {
    earn 1 per 10.00 of invoice when paid
    expire after 12 months
    redeem 2 for 1.00 discount
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
  }

  example "points are earned as invoices are paid, and redeemed for a discount" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 join loyalty stars
    on 2026-03-01 bill
    on 2026-03-02 redeem 4 of stars for discount
    expect refused "the pockets have 0 points free, fewer than 4 points"
    on 2026-03-10 pay 40.00
    on 2026-03-11 redeem 3 of stars for discount
    expect refused "points are redeemed for discount by 2 points"
    on 2026-03-11 redeem 4 of stars for discount
    on 2026-03-11 redeem 2 of stars for discount
    expect refused "the pockets have 0 points free, fewer than 2 points"
    on 2026-04-01 bill
    expect invoice {
      credit "Stars" 2026-03-11..2026-03-12 -2.00
      charge "Mobile 40" 2026-04-01..2026-05-01 40.00
    }
  }
`
