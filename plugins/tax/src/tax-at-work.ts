// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const taxAtWork = ruleText`
  tax gst "GST" {
    in AU
    rate 10%
    exempt insurance as "Input taxed"
    elsewhere export
  }

  tax levy "Levy" {
    in AU-VIC
    rate 2.5% for rent until 2026-07-01
    rate 3% for rent from 2026-07-01
    on top of gst
  }

  plan home-20 "Home 20" {
    rent 20.00 per month
  }

  example "two taxes, one on top of the other; the rate of the day on which a month begins" {
    bill day 1
    on 2026-06-01 tax place AU-VIC
    on 2026-06-01 subscribe home-20
    on 2026-06-01 bill
    expect invoice {
      charge "Home 20" 2026-06-01..2026-07-01 20.00
      tax "GST 10%" 2.00
      tax "Levy 2.5%" 0.55
      total 22.55
    }
    on 2026-07-01 bill
    expect invoice {
      charge "Home 20" 2026-07-01..2026-08-01 20.00
      tax "GST 10%" 2.00
      tax "Levy 3%" 0.66
      total 22.66
    }
  }

  example "a category that is exempt, and a customer who leaves the country" {
    bill day 1
    on 2026-03-01 tax place AU-NSW
    on 2026-03-01 subscribe home-20
    on 2026-03-01 charge 5.00 "Handset insurance", category insurance
    on 2026-03-01 bill
    expect invoice {
      charge "Home 20" 20.00
      charge "Handset insurance" 5.00
      tax "GST 10%" 2.00
      tax "GST 0%" 0.00
      total 27.00
    }
    on 2026-04-01 tax place NZ
    on 2026-04-01 bill
    expect invoice {
      charge "Home 20" 20.00
      tax "GST 0%" 0.00
      total 20.00
    }
  }

  example "a branch in another state: its charges are taxed there, from the day on that is told" {
    bill day 1
    on 2026-03-01 tax place AU-NSW
    on 2026-03-01 subscribe home-20 as office
    on 2026-03-01 subscribe home-20 as branch
    on 2026-03-01 bill
    expect invoice {
      charge "Home 20" 20.00
      charge "Home 20" 20.00
      tax "GST 10%" 4.00
      total 44.00
    }
    on 2026-04-01 tax place AU-VIC for branch
    on 2026-04-01 bill
    expect invoice {
      charge "Home 20" 20.00
      charge "Home 20" 20.00
      tax "GST 10%" 4.00
      tax "Levy 2.5%" 0.55
      total 44.55
    }
  }

  example "a certificate that comes late: the line is credited with its tax and charged anew without" {
    bill day 1
    on 2026-03-01 tax place AU-NSW
    on 2026-03-01 subscribe home-20
    on 2026-03-01 bill
    expect total 22.00
    on 2026-03-01 exempt from gst by certificate "E-17" until 2026-04-01, known on 2026-03-20
    on 2026-04-01 bill
    expect invoice {
      credit "Home 20" 2026-03-01..2026-04-01 -20.00
      charge "Home 20" 2026-03-01..2026-04-01 20.00
      charge "Home 20" 2026-04-01..2026-05-01 20.00
      tax "GST 10%" 0.00
      tax "GST 0%" 0.00
      total 20.00
    }
  }
`
