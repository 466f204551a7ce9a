// The plans of told stories: prices that can be divided in the head.
import { coastal } from './coastal.ts'

const operator = coastal.slice(0, coastal.indexOf('zones world'))

export const toldPlans = `${operator}
plan plain "Plain" { rent 31.00 per month }
plan trial "Trial" { rent 31.00 per month { free for 14 days } }
plan steps "Steps" { rent 40.00 per month { at 10.00 for 3 months } }
plan gift "Gift" { rent 30.00 per month { free for 2 months } }
plan after "After" { rent 31.00 per month in arrears { free for 14 days } }
plan own "Own" { rent 30.00 per month from the day of subscription { at 10.00 for 1 month } }
plan half "Half" { rent 181.00 per 6 months }
plan weeks "Weeks" { rent 14.00 per 2 weeks }
plan daily "Daily" { rent 1.00 per day in arrears }
plan whole "Whole" { rent 30.00 per month, full period }
plan later "Later" { rent 30.00 per month, not prorated }
plan thirty "Thirty" { rent 30.00 per month, prorated by day of 30 }
plan hours "Hours" { rent 72.10 per month, prorated by second }
plan yearly "Yearly" { rent 365.00 per year from the day of subscription }
plan pause "Pause" {
  rent 31.00 per month { free while suspended }
  fee 5.00 for each suspension
  fee 2.50 for each resumption
}
plan standby "Standby" { rent 31.00 per month { at 6.20 while suspended } }
plan leaving "Leaving" {
  rent 31.00 per month
  termination fee 100.00 within 6 months
  termination fee 50.00 after 6 months within 12 months
}
plan joining "Joining" {
  rent 62.00 per month
  setup 20.00, the first time
  fee 15.00 for each change of plan
}
feature roaming "Roaming" { charge 1.00 each day it is on }
feature hiding "Hiding" { charge 0.50 each time it is turned on }
feature mail "Mail" {
  rent 3.10 per month { free for 7 days }
  setup 1.50
}
changes all {
  | from \\ to | plain               | trial |
  | plain     | -                   | 25.00 |
  | trial     | forbidden "Not yet" | -     |
}
`
