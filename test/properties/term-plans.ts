// Plans with the terms that make the price of a use depend on what else was used.

export const termPlans = `
tariff texts for sms { rates {
  | price        |
  | 0.10 per sms |
} }
plan weekly "Weekly" {
  tariff voice-standard
  cap voice at 0.90 per 7 days
  cap voice at 1.50 per 20 days shared with account
}
plan weekly-more "Weekly, more" {
  tariff voice-standard
  cap voice at 1.20 per 7 days
  cap voice at 2.10 per 20 days shared with account
}
plan rolling "Rolling" {
  tariff voice-standard
  include 4 min of voice, roll over 2 cycles, share with account
  include 1 min of voice per 5 days, share with account
  when voice runs out: 0.50 per started 3 min, at most 2 times
  cap voice at 1.00 per day
  cap voice at 1.40 per 5 days
  cap voice at 2.20 per 9 days shared with account
  offer "After" {
    after 5 min of voice in the cycle
    voice is 30% off
  }
}
plan own "Own" {
  tariff voice-standard
  include 2 min of voice per day
  include 3 min of voice to national, prorated by day, expires after 45 days
  minimum voice at 0.60 per day
  cap all usage at 2.50 per cycle
  cap voice, sms at 2.40 per 9 days shared with account
  cap voice to national at 1.60 per cycle shared with account
  offer "Mondays" {
    on monday
    voice costs 0.07 per minute
  }
}
`
