// Plans whose calls are priced by tiers over every kind of period: rules for properties of bills.
export const tierPlans = `
tiers by-cycle = graduated {
  counted per subscription, reset every cycle
  | up to | price           |
  | 5 min | 1.00 per minute |
  | *     | 0.30 per minute |
}
tiers by-month = volume {
  counted per account, reset every month
  | up to  | price           |
  | 6 min  | 2.00 per minute |
  | 15 min | 0.70 per minute |
  | *      | free            |
}
tiers by-day = package {
  counted per account, reset every day
  | up to | price                  |
  | 2 min | free                   |
  | *     | 0.40 per started 3 min |
}
tiers for-ever = stairstep {
  counted per subscription, reset never
  | up to  | amount |
  | 10 min | 3.00   |
  | *      | 8.00   |
}
tariff voice-cycle for voice { rates {
  | setup | price          |
  | 0.07  | tiers by-cycle |
} }
tariff voice-month for voice { rates {
  | price          | increment |
  | tiers by-month | 60s / 60s |
} }
tariff voice-day for voice {
  band early = daily 00:00..10:05
  band late  = otherwise
  rates {
    | band  | price          |
    | early | tiers by-day   |
    | late  | tiers for-ever |
  }
}
plan counted "Counted" {
  tariff voice-cycle
  include 2 min of voice, roll over 1 cycle
  cap voice at 6.00 per cycle
}
plan monthly "Monthly" {
  tariff voice-month
  minimum voice at 0.90 per day
  cap voice at 9.00 per day
  offer "Tuesdays" {
    on tuesday
    voice is 25% off
  }
}
plan daily "Daily" {
  tariff voice-day
  cap voice at 1.30 per cycle
  offer "Mornings" {
    on monday..sunday 06:00..12:00
    voice is 40% off
  }
}
plan given-back "Given back" {
  tariff voice-month
  cap voice at 7.00 per cycle
  cap voice at 3.00 per 45 days shared with account
  offer "Evenings" {
    on monday..sunday 18:00..24:00
    voice is 100% off
  }
}
`
