// Plans with commitments and discounts of every kind.

export const committedPlans = `
plan least "Least" {
  rent 9.00 per month
  tariff voice-standard
  commitment line "Minimum" 21.00 per month
}
plan least-more "Least More" {
  rent 19.00 per month in arrears
  tariff voice-standard
  commitment line "Minimum" 31.00 per month, paused while suspended
}
plan quarterly "Quarterly" {
  tariff voice-standard
  commitment quarter "Minimum of a quarter" 5.00 per quarter, of usage, excess counts in the next period
}
plan termed "Termed" {
  rent 10.00 per month
  commitment term "Minimum of a term" 47.00 over 4 months, renewed
}
plan cheaper "Cheaper" {
  rent 20.00 per month
  tariff voice-standard
  discount part "Part" 15% off, at most 4.00 per cycle, for 5 months
  discount off "Off" takes 3.00 off per cycle, order 1
  commitment net "Minimum" 19.00 per month
}
plan firm "Firm" {
  rent 30.00 per quarter
  commitment firm "Minimum" 15.00 per 2 months, excess counts in the next period, not prorated
}
`
export const committedNames = ['least', 'least-more', 'quarterly', 'termed', 'firm', 'cheaper']
