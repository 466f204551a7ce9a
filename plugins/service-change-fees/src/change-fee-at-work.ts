// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const changeFeeAtWork = {
  'operator.farthing': ruleText`
    operator "Coastal Telecom" {
      currency AUD
      time zone "Australia/Melbourne"
      suspensions holiday, debt, loss
    }
  `,
  'rules.farthing': ruleText`
    plan mobile-20 "Mobile 20" {
      rent 20.00 per month
      fee 15.00 for each change of plan
      fee 5.00 for each suspension
      fee 2.50 for each resumption
    }

    plan mobile-40 "Mobile 40" {
      rent 40.00 per month
      fee 1.00 for each feature turned on
      fee 0.50 for each feature turned off
    }

    feature voicemail "Voicemail" {
      rent 3.10 per month
    }

    example "suspended and resumed: a fee for each; changed: the plan that is left asks" {
      bill day 1
      on 2026-03-01 subscribe mobile-20
      on 2026-03-01 bill
      on 2026-03-11 suspend
      on 2026-03-21 resume
      on 2026-04-01 change to mobile-40
      on 2026-04-01 bill
      expect invoice {
        charge "Mobile 20: suspension" 2026-03-11..2026-03-12 5.00
        charge "Mobile 20: resumption" 2026-03-21..2026-03-22 2.50
        charge "Mobile 20: change of plan" 2026-04-01..2026-04-02 15.00
        charge "Mobile 40" 2026-04-01..2026-05-01 40.00
      }
    }

    plan home "Home" {
      rent 20.00 per month
      contract short "6 months" { term 6 months }
      contract long "12 months" { term 12 months }
      fee 4.00 for each change of contract
    }

    example "another contract: what is signed first is no change" {
      bill day 1
      on 2026-03-01 subscribe home
      on 2026-03-01 sign contract short
      on 2026-03-01 bill
      expect total 20.00
      on 2026-03-11 change contract to long
      on 2026-04-01 bill
      expect invoice {
        charge "Home: change of contract" 2026-03-11..2026-03-12 4.00
        charge "Home" 2026-04-01..2026-05-01 20.00
      }
    }

    plan office "Office" {
      rent 31.00 per month
      fee 6.00 for each change of number
      fee 8.00 for each move to another account
      fee 3.00 for each change of bill day
    }

    example "another number, another account and another bill day" {
      bill day 1
      on 2026-03-01 subscribe office as "+61412000001"
      on 2026-03-01 bill
      expect total 31.00
      on 2026-03-10 renumber to "+61412000002"
      on 2026-03-20 move bill day to 15
      on 2026-04-01 move to account branch
      on 2026-04-15 bill
      expect invoice {
        charge "Office: change of number" 2026-03-10..2026-03-11 6.00
        charge "Office: change of bill day" 3.00
        charge "Office: move to another account" 8.00
      }
    }

    example "features: what comes with the start is not turned on" {
      bill day 1
      on 2026-03-01 subscribe mobile-40 with voicemail
      on 2026-03-01 bill
      expect total 43.10
      on 2026-03-11 feature voicemail off
      on 2026-03-21 feature voicemail on
      on 2026-04-01 bill
      expect invoice {
        charge "Mobile 40: voicemail turned off" 2026-03-11..2026-03-12 0.50
        credit "Voicemail" 2026-03-01..2026-04-01 -1.00
        charge "Mobile 40: voicemail turned on" 2026-03-21..2026-03-22 1.00
        charge "Mobile 40" 2026-04-01..2026-05-01 40.00
        charge "Voicemail" 2026-04-01..2026-05-01 3.10
      }
    }

    plan fixed-line "Line" {
      rent 20.00 per month
      fee 5.00 for each suspension
      no fee for each suspension because of loss
      fee 30.00 for each resumption because of debt
    }

    example "because of debt: a fee when it is paid and service is back; a lost telephone costs nothing" {
      bill day 1
      on 2026-03-01 subscribe fixed-line
      on 2026-03-01 bill
      on 2026-03-05 suspend because of loss
      on 2026-03-08 resume
      on 2026-03-11 suspend because of holiday
      on 2026-03-16 suspend because of debt
      on 2026-03-21 resume
      on 2026-04-01 bill
      expect invoice {
        charge "Line: suspension" 2026-03-11..2026-03-12 5.00
        charge "Line: suspension" 2026-03-16..2026-03-17 5.00
        charge "Line: resumption because of debt" 2026-03-21..2026-03-22 30.00
        charge "Line" 2026-04-01..2026-05-01 20.00
      }
    }
  `
}
