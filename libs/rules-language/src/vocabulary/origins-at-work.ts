// Rules in which the calling number decides: shown on the pages of their statements, and run as tests.
import { ruleText } from '../reference/code-example.ts'

export const originAtWork = ruleText`
  zones areas {
    | prefix | zone      |
    | 612    | sydney    |
    | 613    | melbourne |
    | 61     | country   |
  }

  tariff voice-area for voice {
    origin by calling number in areas
    zone by called number in areas
    rates {
      | origin    | zone      | price           |
      | sydney    | sydney    | free            |
      | melbourne | melbourne | free            |
      | sydney    | melbourne | 0.05 per minute |
      | melbourne | sydney    | 0.05 per minute |
      | country   | *         | 0.15 per minute |
      | *         | country   | 0.20 per minute |
      | country   | country   | 0.10 per minute |
    }
  }

  plan business "Business" {
    tariff voice-area
  }

  example "what a call costs depends on both ends" {
    on 2026-03-02 subscribe business as trunk, numbers "+61291110000", "+61391110000", "+61871110000"
    at 2026-03-02 10:00 call +61293334444 for 60s from "+61291110000"
    expect charge 0.00
    at 2026-03-02 10:05 call +61393334444 for 60s from "+61291110000"
    expect charge 0.05
    at 2026-03-02 10:10 call +61293334444 for 60s from "+61871110000"
    expect charge 0.15
    at 2026-03-02 10:15 call +61873334444 for 60s from "+61391110000"
    expect charge 0.20
    at 2026-03-02 10:20 call +61873334444 for 60s from "+61871110000"
    expect charge 0.10
  }

  example "a call without a calling number waits in quarantine" {
    on 2026-03-02 subscribe business as trunk
    at 2026-03-02 10:00 call +61293334444 for 60s from trunk
    expect quarantined "no-origin"
  }
`

export const zoneByCallingAtWork = ruleText`
  zones callers {
    | prefix | zone   |
    | 61     | fixed  |
    | 614    | mobile |
  }

  tariff voice-freephone for voice {
    zone by calling number in callers
    rates {
      | zone   | price           |
      | fixed  | 0.10 per minute |
      | mobile | 0.30 per minute |
    }
  }

  plan freephone "Freephone" {
    tariff voice-freephone
  }

  example "who is called pays, and who calls decides the price" {
    on 2026-03-02 subscribe freephone as "+611800123456"
    at 2026-03-02 10:00 call +611800123456 for 60s, caller +61293334444
    expect charge 0.10
    at 2026-03-02 10:05 call +611800123456 for 60s, caller +61412345678
    expect charge 0.30
  }
`
