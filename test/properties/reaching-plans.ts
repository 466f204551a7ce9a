// Plans and a tariff whose later versions reach their customers in each of the three ways; days around the accounts of these properties.

export const reachingPlans = `
plan kept "Kept" {
  from 2026-01-01 until 2028-02-10
  rent 20.00 per month in advance, prorated by day
  tariff voice-standard
  include 5 min of voice to national
}

plan kept "Kept" {
  from 2028-02-10
  holds for new customers
  rent 26.00 per month in advance, prorated by day
  setup 3.00
  tariff voice-moving
  include 2 min of voice to national
}

plan moving "Moving" {
  from 2026-01-01 until 2028-03-05
  rent 31.00 per month in arrears, prorated by day
  tariff voice-moving
}

plan moving "Moving" {
  from 2028-03-05
  holds for everyone from next cycle
  rent 36.00 per month in arrears, prorated by day
  tariff voice-standard
}

plan corrected "Corrected" {
  from 2026-01-01 until 2028-04-17
  rent 42.00 per month in advance, prorated by day
  tariff voice-standard
}

plan corrected "Corrected" {
  from 2028-04-17
  holds retroactively from 2028-01-20
  rent 40.00 per month in advance, prorated by day
  tariff voice-moving
}

plan shuffled "Shuffled" {
  from 2026-01-01 until 2028-02-10
  rent 120.00 per year
  rent 9.00 per month in advance, prorated by day
  discount first "First" 50% off, of rent, for 3 months
  commitment least "Minimum" 20.00 per month
}

plan shuffled "Shuffled" {
  from 2028-02-10 until 2028-04-17
  rent 4.00 per month in advance, full period
  rent 9.00 per month in advance, prorated by day
  rent 120.00 per year
  setup 2.00, each time
  discount student "Student" 5% off, of rent
  discount first "First" 50% off, of rent, for 3 months
  commitment more "More" 30.00 per month, of rent
  commitment least "Minimum" 20.00 per month
}

plan shuffled "Shuffled" {
  from 2028-04-17
  holds retroactively from 2028-04-03
  rent 120.00 per year
  setup 1.00, the first time
  setup 2.00, each time
  rent 4.00 per month in advance, full period
  discount first "First" 40% off, of rent, for 3 months
  commitment least "Minimum" 20.00 per month
  commitment more "More" 30.00 per month, of rent
}

tariff voice-moving for voice {
  from 2026-01-01 until 2028-02-20
  rates {
    | price           |
    | 0.20 per minute |
  }
}

tariff voice-moving for voice {
  from 2028-02-20 until 2028-06-11
  holds for everyone from next cycle
  rates {
    | price           |
    | 0.17 per minute |
  }
}

tariff voice-moving for voice {
  from 2028-06-11
  holds retroactively from 2028-05-02
  rates {
    | price           |
    | 0.11 per minute |
  }
}
`

export const reachingNames = ['kept', 'moving', 'corrected', 'shuffled']
