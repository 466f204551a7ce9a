// Rules that send who wants to leave to the retention desk: shown in the reference, and run as a test.
import { ruleText } from '../reference/code-example.ts'

export const retentionAtWork = ruleText`
  plan home "Home" {
    rent 40.00 per month, prorated by day
  }

  discount half "Half price" 50% off, of rent, for 3 months

  forbid terminate when age > 1 month "Before you go: we have something for you" as keep {
    goes to retention, carried out after 14 days
    offer "A quarter at half price": grant discount half
    offer "Ten for staying": credit 10.00 "Thank you for staying"
  }

  example "an offer is taken, and nothing ends" {
    bill day 1
    on 2026-03-01 subscribe home
    on 2026-05-01 terminate
    expect retained "Before you go: we have something for you"
    on 2026-05-01 accept offer "A quarter at half price"
    on 2026-06-01 bill
    expect total 20.00
  }

  example "the customer is let go on the day that was asked for, or leaves when nobody has decided" {
    bill day 1
    on 2026-03-01 subscribe home as first
    on 2026-03-01 subscribe home as second
    on 2026-05-01 terminate at next cycle for first
    expect retained "Before you go: we have something for you"
    on 2026-05-03 let go for first
    on 2026-05-10 terminate for second
    expect retained "Before you go: we have something for you"
    on 2026-05-24 advance
    expect service terminated for second
    on 2026-06-01 bill
    expect invoice {
      credit "Home" 2026-05-24..2026-06-01 -10.32
    }
  }
`
