// The operator of all stories: a few plans, one tariff, numbers that can be checked on paper.

export const coastal = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  round half up to 0.01
  due 14 days after issue
}

zones world {
  | prefix | zone     |
  | 61     | national |
  | 614    | mobile   |
}

tariff voice-standard for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  calls crossing bands are split

  rates {
    | zone     | band    | setup | price           | increment |
    | national | peak    | 0.39  | 0.25 per minute | 60s / 30s |
    | national | offpeak | 0.39  | 0.12 per minute | 60s / 30s |
    | mobile   | *       | 0.39  | 0.30 per minute | 30s / 6s  |
  }
}

plan mobile-20 "Mobile 20" {
  rent 20.00 per month in advance, prorated by day
}

plan mobile-40 "Mobile 40" {
  rent 40.00 per month in advance, prorated by day
}

plan starter "Starter" {
  rent 20.00 per month
  setup 10.00
}

plan landline "Landline" {
  rent 30.00 per month in arrears, prorated by day
}

plan business "Business" {
  rent 90.00 per quarter in advance, prorated by day
}

plan anniversary "Anniversary" {
  rent 365.00 per year from the day of subscription
}

plan premium "Premium" {
  rent 80.00 per month
  bond 200.00 { refund after 3 on-time payments }
}

plan talk "Talk" {
  rent 10.00 per month
  tariff voice-standard
}

plan talk-more "Talk More" {
  rent 15.00 per month
  tariff voice-standard
  include 10 min of voice to national
}

feature voicemail "Voicemail" {
  rent 3.10 per month in advance, prorated by day
  setup 1.50
}
`
