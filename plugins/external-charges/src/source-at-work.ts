// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const sourceAtWork = ruleText`
  charges from parking, category parking, at most 500.00

  example "a charge of another system is on the next invoice, once" {
    bill day 1
    on 2026-03-05 receive "P-1" from parking charging 7.50 as "Parking, 4 March"
    on 2026-03-06 receive "P-1" from parking charging 7.50 as "Parking, 4 March"
    on 2026-03-06 receive "P-1" from parking charging 9.50 as "Parking, 4 March"
    expect refused "P-1 of parking is known since 2026-03-05 with amount 7.50, not 9.50: correct it by what it replaces"
    on 2026-03-07 receive "P-2" from parking charging 750.00 as "Parking, 6 March"
    expect refused "parking charges at most 500.00 at once"
    on 2026-04-01 bill
    expect invoice {
      charge "Parking, 4 March" 2026-03-05..2026-03-06 7.50
    }
  }
`
