// What an operator charges who charges in every way that there is. Prices are written `$20.35` and become those of a market.

export const PLANS = ['plain', 'later', 'trial', 'pausing', 'calling', 'talking', 'least', 'cheaper', 'held', 'whole']
/** One family whose levels say what a change costs. */
export const LADDER = ['low', 'middle', 'high', 'even']
/** That the plan with contracts has. */
export const CONTRACTS = ['year', 'longer']
/** What the retention desk offers to who wants to leave the dearest level. */
export const OFFERS = ['Ten off', 'Loyalty', 'A card']
/** That the operator tells apart; a suspension may also be of none. */
export const SUSPENSIONS = ['holiday', 'debt']
export const FEATURES = ['voicemail', 'daily-pass']

export const WAYS = `
zones world {
  | prefix | zone     |
  | 61     | national |
}

tariff voice for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00
  band offpeak = otherwise
  rates {
    | zone     | band    | setup | price            | increment |
    | national | peak    | $0.39 | $0.25 per minute | 60s / 30s |
    | national | offpeak | $0.10 | $0.12 per minute | 30s / 6s  |
  }
}

plan plain "Plain" {
  from 2026-01-01
  rent $20.00 per month in advance, prorated by day
  setup $9.00
}

plan later "Later" {
  from 2026-01-01
  rent $31.10 per month in arrears, prorated by day
  tariff voice
}

plan trial "Trial" {
  from 2026-01-01
  rent $31.00 per month in advance, prorated by day {
    free for 14 days
    at $7.00 for 2 months
    at $3.00 while suspended
    free while suspended because of holiday
  }
  setup $9.00, each time
  fee $5.00 for each suspension
  no fee for each suspension because of holiday
  fee $2.00 for each resumption
  fee $13.00 for each resumption because of debt
  fee $4.00 for each feature turned on
  fee $3.00 for each feature turned off
  fee $15.00 for each change of number
  fee $10.00 for each move to another account
  fee $6.00 for each change of bill day
  termination fee $60.00 within 3 months
}

plan pausing "Pausing" {
  from 2026-01-01
  rent $29.00 per month in arrears { free while suspended; at $14.00 while suspended because of debt }
  rent $5.00 per 2 weeks { at $1.00 for 45 days }
  setup $6.00, the first time
  fee $8.00 for each change of plan
  fee $1.00 for each change of bill day
  fee $12.00 for each move to another account
  termination fee $40.00 after 1 month
}

plan calling "Calling" {
  from 2026-01-01
  rent $90.00 per quarter in advance, prorated by day
  tariff voice
  include 10 min of voice, roll over 1 cycle
}

plan talking "Talking" {
  from 2026-01-01
  rent $36.50 per year from the day of subscription
  tariff voice
  cap voice at $2.00 per cycle
  offer "Sundays" { on sunday; voice is 50% off }
}

plan least "Least" {
  from 2026-01-01
  rent $19.00 per month in arrears
  tariff voice
  commitment line "Minimum" $31.00 per month, paused while suspended because of holiday
}

plan cheaper "Cheaper" {
  from 2026-01-01
  rent $20.00 per month
  tariff voice
  discount part "Part" 15% off, at most $4.00 per cycle, for 5 months
}

plan whole "Whole" {
  from 2026-01-01
  rent $24.00 per month, full period
  rent $5.00 per month, not prorated
  commitment firm "Least" $41.00 per month, not prorated
}

plan held "Held" {
  from 2026-01-01
  rent $12.00 per month
  tariff voice
  contract year "A year" {
    term 6 months
    renews for 3 months
    notice 1 month
    signing fee $10.00
    ending fee $4.00
    early exit 50% of remaining rent, at most $90.00
  }
  contract longer "Longer" {
    term 9 months
    notice 14 days
    signing fee $5.00
    ending fee $7.00
    early exit $60.00 within 4 months
    early exit $8.00 per month left, at most $40.00
    early exit 25% of remaining rent after 30 days
    early exit in all at most $95.00
  }
}

plan low "Low" {
  from 2026-01-01
  family ladder, level 1
  rent $8.00 per month in advance, prorated by day
  tariff voice
}

plan middle "Middle" {
  from 2026-01-01
  family ladder, level 2
  rent $16.00 per month in advance, prorated by day
  tariff voice
}

plan even "Even" {
  from 2026-01-01
  family ladder, level 2
  rent $17.00 per month in advance, prorated by day
  tariff voice
}

plan high "High" {
  from 2026-01-01
  family ladder, level 3
  rent $24.00 per month in advance, prorated by day
  tariff voice
  bond $50.00
}

changes ladder {
  upgrade free
  downgrade $4.00, at next cycle
  crossgrade $1.00, at end of term
}

feature voicemail "Voicemail" {
  rent $3.10 per month in advance, prorated by day
  setup $1.50
  include 3 min of voice
}

feature daily-pass "Daily pass" {
  charge $0.70 each day it is on
  charge $0.30 each time it is turned on
  rent $2.00 per month { free for 1 month; free while suspended }
}

changes few {
  | from \\ to | trial | pausing |
  | trial     | -     | $11.00  |
  | pausing   | free  | -       |
}

forbid feature voicemail off when family is ladder "Before you give it up" {
  goes to retention, carried out after 60 days
  offer "Ten off": credit $10.00 "Thank you for staying", category goods
  offer "Loyalty": grant discount loyal
  offer "A card": buy sim-card at $0.00
}
forbid terminate when plan is high "Before you leave" {
  goes to retention, carried out after 30 days
  offer "Ten off": credit $10.00 "Thank you for staying", category goods
  offer "Loyalty": grant discount loyal
  offer "A card": buy sim-card at $0.00
}
forbid change when plan is high and on-plan < 200 days "Before you change" {
  goes to retention
  offer "Ten off": credit $10.00 "Thank you for staying", category goods
}

item phone "Phone" $100.00, category goods, in 3 instalments
item sim-card "SIM card" $12.00, category goods
item watch "Watch" $70.00, in 5 instalments, after a first payment of $9.00, the rest at once when service ends
account charge support "Support desk" $30.00 per month
account charge archive "Invoice archive" $3.10 per month in arrears
standard charge extra-line "Extra line" $6.00 per month in advance, category lines { free while suspended because of holiday; at $2.00 while suspended }
standard charge meter "Meter" $2.20 per 2 weeks in arrears
discount loyal "Loyalty" 10% off, of rent
discount welcome "Welcome" takes $6.00 off per cycle, first 4 cycles, order 1
commitment house "Minimum spend" $55.00 per month
charges from parking, category parking, at most $500.00
unit points
loyalty stars "Stars" in points {
  earn 1 per $10.00 of invoice when paid
  earn 20 each year
  expire after 8 months
  redeem 2 for $1.00 discount
  redeem 2 for $0.50 credit
  redeem 4 for item "Headset"
}
friend offer spring "Bring a friend" $20.00 for who brings, for the friend $15.00
commission dealer "Dealer" {
  leading fee $9.00 to agent
  leading fee $4.00 to dealer
  trailing 5% of rent for 12 months
  layer agent 60%
  layer dealer 40%
  claw back in proportion when ended within 6 months
}
commission trail "Trail" {
  trailing 3.3%
  layer agent 100%
}
policy together { when used(voice) of group > 10 min: bar outgoing until next cycle }
`
