// Plans with a matrix that says when customers change among them, contracts that bind, and a rule that forbids.
export const changing = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}

plan small "Small" { rent 31.00 per month, prorated by day }
plan mid "Mid" { rent 46.50 per month, prorated by day }
plan big "Big" {
  rent 62.00 per month, prorated by day
  contract half "Half a year" { term 6 months; early exit 20.00 per month left }
  contract rolling "Rolling" { term 3 months; notice 30 days; early exit 20.00 per month left; renews for 3 months }
}

changes mobile {
  | from \\ to | small              | mid               | big  |
  | small      | -                  | free              | free |
  | mid        | 5.00               | -                 | free |
  | big        | 10.00, at next cycle  | free, at end of term | -    |
}

forbid change to big "Not in June" { from 2026-06-01 until 2026-07-01 }
`
