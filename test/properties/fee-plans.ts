// Plans whose prices change with the days that a subscription has them and with what happens to it, for properties of lives.
export const feePlans = `
plan trial "Trial" {
  rent 31.00 per month in advance, prorated by day {
    free for 14 days
    at 7.00 for 2 months
    at 3.00 while suspended
  }
  setup 9.00, each time
  fee 5.00 for each suspension
  fee 2.00 for each resumption
  fee 4.00 for each feature turned on
  fee 3.00 for each feature turned off
  termination fee 60.00 within 3 months
}

plan pausing "Pausing" {
  rent 29.00 per month in arrears { free while suspended }
  rent 5.00 per 2 weeks { at 1.00 for 45 days }
  setup 6.00, the first time
  fee 8.00 for each change of plan
  termination fee 40.00 after 1 month
}

feature daily-pass "Daily pass" {
  charge 0.70 each day it is on
  charge 0.30 each time it is turned on
  rent 2.00 per month { free for 1 month; free while suspended }
}

changes few {
  | from \\ to | trial | pausing |
  | trial     | -     | 11.00   |
  | pausing   | free  | -       |
}
`

export const feePlanNames = ['trial', 'pausing']
