// Rules in which levels do their work, each way of them: shown on the page of `changes`, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const levelsAtWork = ruleText`
  plan home-20 "Home 20" {
    family home, level 1
    rent 20.00 per month
  }

  plan home-40 "Home 40" {
    family home, level 2
    rent 40.00 per month
  }

  plan farm-40 "Farm 40" {
    family home, level 2
    rent 40.00 per month
  }

  changes home {
    upgrade free
    downgrade 15.00, at next cycle
    crossgrade 5.00
  }

  example "up is free, sideways costs a little, and down waits for the next cycle" {
    bill day 1
    on 2026-03-01 subscribe home-20
    on 2026-03-01 change to home-40
    on 2026-03-01 change to farm-40
    on 2026-03-01 bill
    expect total 40.00
    on 2026-03-11 change to home-20
    on 2026-04-01 bill
    expect invoice {
      charge "Change from farm-40 to home-20" 15.00
      charge "Home 20" 2026-04-01..2026-05-01 20.00
    }
    on 2026-05-01 change to home-40
    on 2026-06-01 change to farm-40
    on 2026-06-01 bill
    expect invoice {
      charge "Change from home-40 to farm-40" 5.00
      charge "Farm 40" 2026-06-01..2026-07-01 40.00
    }
  }
`
