// Rules in which a friend offer does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const friendsAtWork = ruleText`
  friend offer spring "Bring a friend" 20.00 for each, at most 2 friends, taken back within 90 days
  friend offer summer "Summer with friends" 20.00 for who brings, for the friend 10.00

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
  }

  example "who brings a friend gets a credit, which goes back when the friend leaves too soon" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-03-10 bring friend "A-000002" by offer spring
    on 2026-03-10 bring friend "A-000002" by offer spring
    expect refused "A-000002 was brought already"
    on 2026-04-01 bill
    expect invoice {
      credit "Bring a friend" 2026-03-10..2026-03-11 -20.00
      charge "Mobile 20" 2026-04-01..2026-05-01 20.00
    }
    on 2026-04-20 lose friend "A-000002"
    on 2026-05-01 bill
    expect invoice {
      charge "Bring a friend" 2026-03-10..2026-03-11 20.00
      charge "Mobile 20" 2026-05-01..2026-06-01 20.00
    }
  }

  example "the friend gets the same, once" {
    bill day 1
    on 2026-03-10 subscribe mobile-20
    on 2026-03-10 come as friend of "A-000001" by offer spring
    on 2026-03-10 bill
    expect invoice {
      charge "Mobile 20" 2026-03-10..2026-04-01 14.19
      credit "Bring a friend" 2026-03-10..2026-03-11 -20.00
    }
    on 2026-03-11 come as friend of "A-000003" by offer spring
    expect refused "the customer was brought by A-000001 already"
  }

  example "the friend gets less than who brings, where the offer says so" {
    bill day 1
    on 2026-07-01 subscribe mobile-20
    on 2026-07-01 come as friend of "A-000001" by offer summer
    on 2026-07-01 bring friend "A-000002" by offer summer
    on 2026-07-01 bill
    expect invoice {
      charge "Mobile 20" 20.00
      credit "Summer with friends" -20.00
      credit "Summer with friends" -10.00
    }
  }
`
