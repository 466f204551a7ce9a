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

export const pocketForPointsAtWork = ruleText`
  unit points

  tariff data-standard for data {
    rates {
      | price       |
      | 5.00 per GB |
    }
  }

  loyalty stars "Stars" in points {
    earn 1 per 1.00 of invoice
    redeem 10 for 1 GB of data, expires after 30 days
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
    tariff data-standard
  }

  example "points become a gigabyte, as often as there are ten" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 join loyalty stars
    on 2026-03-01 bill
    expect pockets 40 points
    on 2026-03-02 redeem 25 of stars for pocket
    expect refused "points are redeemed for pocket by 10 points"
    on 2026-03-02 redeem 20 of stars for pocket of data
    expect pockets 20 points
    expect pockets 2 GB
    at 2026-03-03 10:00 use 1.5 GB of data
    expect pockets 0.5 GB
    on 2026-04-01 bill
    # thirty days are over, and the gigabyte was not charged
    expect pockets 0 GB
    expect total 40.00
  }
`
