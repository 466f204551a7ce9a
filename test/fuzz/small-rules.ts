// A whole operator in a few lines: what most fuzzed files stand in or beside, because it is read in a few milliseconds.

const operator = `# Who bills.
operator "Small" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  holidays holidays-0
  round half up to 0.01
  due 14 days after issue
}

holidays holidays-0 {
  | date       | name         |
  | 2026-03-09 | "Labour Day" |
}

zones zones-0 from "zones.csv"
`

const tariffs = `tariff tariff-0 for voice {
  from 2025-01-01
  zone by called number in zones-0
  band band-0 = weekdays 08:00..20:00 except holidays  # trailing
  band band-1 = otherwise
  calls crossing bands are split

  rates {
    | zone     | band    | setup | price           | increment | maximum |
    | zone-2 | band-0    | 0.39  | 0.25 per minute | 60s / 30s | 9.00    |
    | zone-2 | band-1 | 0.39  | 0.12 per minute | 60s / 30s |         |
    | zone-3 | *       |       | free            |           |         |
  }
  rates from "abroad.csv"
}

tariff tariff-1 for sms {
  from 2025-01-01 until 2026-07-01
  rates { | price |
    | 0.20 per sms | }
}

tariff tariff-1 for sms {
  from 2026-07-01
  zone by called number in zones-0
  rates {
    | zone  | price        |
    | zone-0 | 0.25 per sms |
    | *     | 0.20 per sms |
  }
}
`

const plans = `plan plan-0 "Zero" {
  from 2025-01-01
  family family-0, level 1
  rent 20.00 per month in advance, prorated by day
  setup 10.00
  tariff tariff-0, tariff-1
  include 60 min of voice to zone-2,
    zone-3
  bond 200.00 { refund after 12 on-time payments }
}

plan plan-1 "One" {
  from 2026-01-01
  rent 135.00 per quarter in arrears
  tariff tariff-0, tariff-1
}

example "a call" {
  on 2026-03-02 subscribe plan-0
  at 2026-03-02 10:00 call +61293334444 for 61s
  expect charge 0.39 + 1.5 * 0.25 = 0.765
  on 2026-04-02 bill
  expect invoice {
    charge "Zero" 2026-04-02..2026-05-02 20.00
  }
}
`

export const smallRules: ReadonlyMap<string, string> = new Map([
  [
    'abroad.csv',
    'zone,band,setup,price,increment\nzone-0,*,0.39,0.60 per minute,60s / 60s\nzone-1,*,,"0.90 per call",\n'
  ],
  ['operator.farthing', operator],
  ['plans.farthing', plans],
  ['tariffs.farthing', tariffs],
  ['zones.csv', 'prefix,zone\n61,zone-2\n611800,zone-3\n44,zone-0\n447,zone-1\n1,zone-0\n']
])
