// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const setupAtWork = ruleText`
  plan mobile-20 "Mobile 20" {
    rent 20.00 per month
    setup 10.00
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month
    setup 10.00
  }

  example "once, at the start; a change of plan does not ask for it again" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    expect invoice {
      charge "Mobile 20: setup" 10.00
      charge "Mobile 20" 20.00
    }
    on 2026-04-01 change to mobile-40
    on 2026-04-01 bill
    expect invoice {
      charge "Mobile 40" 40.00
    }
  }

  plan office "Office" {
    rent 30.00 per month
    setup 25.00, the first time
  }

  feature roaming "Roaming" {
    setup 2.00, the first time
  }

  example "the first time: a change to the plan asks for it, coming back does not" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 bill
    on 2026-04-01 change to office
    on 2026-04-01 bill
    expect invoice {
      charge "Office: setup" 25.00
      charge "Office" 30.00
    }
    on 2026-05-01 change to mobile-20
    on 2026-06-01 change to office
    on 2026-06-01 bill
    expect invoice {
      charge "Office" 2026-06-01..2026-07-01 30.00
    }
  }

  example "a feature that is set up once, however often it is turned on" {
    bill day 1
    on 2026-03-01 subscribe mobile-20 with roaming
    on 2026-03-01 bill
    expect total 32.00
    on 2026-03-11 feature roaming off
    on 2026-03-21 feature roaming on
    on 2026-04-01 bill
    expect invoice {
      charge "Mobile 20" 20.00
    }
  }
`
