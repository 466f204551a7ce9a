// Rules in which the statement does its work: shown on its page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const formatAtWork = ruleText`
  usage format carrier-x called "Carrier X, calls out of its network" {
    separated by semicolon
    columns "Call ID", Status, "A Number", "B Number", Date, Time, Seconds, Amount
    time zone "Europe/Berlin"
    decimal comma
    numbers of country 49, trunk prefix 0, international prefix 00

    id in "Call ID"
    service is voice
    subscriber in "A Number"
    to in "B Number" without "1001#"
    started in Date, Time as "DD.MM.YYYY HH:mm:ss"
    quantity in Seconds counted in s
    value in Amount
    currency is AUD

    skip "BUSY", "NOANSWER" in Status as "not answered"
    skip lines beginning with "#" as "comment"
    totals in lines beginning with "TOTAL", records in field 2, value in field 3 as "trailer"

    sample "4711;OK;0171 1234567;1001#0049 30 123456;02.03.2026;10:00:00;61,0;1,25",
        is 61s of voice by "+491711234567" at 2026-03-02 10:00, to "+4930123456", worth 1.25
    sample "4712;BUSY;0301234567;0897654321;02.03.2026;10:00:30;0,0;", is skipped as "not answered"
    sample "TOTAL;2;1,25", is skipped as "trailer"
  }

  tariff interconnect for voice {
    from 2026-01-01

    rates {
      | price        |
      | 20% of value |
    }
  }

  plan wholesale "Wholesale" {
    from 2026-01-01
    tariff interconnect
  }

  example "a fifth of what the carrier asks" {
    on 2026-03-01 subscribe wholesale
    at 2026-03-02 10:00 call +4930123456 for 61s worth 1.25
    expect charge 0.25
  }
`
