// Rules in which commissions do their work: shown on their page, and run as a test.
import { ruleText } from '@farthing/plugin-sdk'

export const commissionAtWork = ruleText`
  commission dealer "Dealer commission" {
    leading fee 50.00 on mobile-40
    leading fee 25.00 on mobile-20
    trailing 5% of rent for 24 months
    layer agent 60%
    layer dealer 30%
    layer master 10%
    claw back when ended within 6 months
  }

  commission direct "Direct sales" {
    leading fee 30.00 to agent
    leading fee 10.00 to dealer
    layer agent without share
    layer dealer without share
  }

  plan mobile-20 "Mobile 20" {
    rent 20.00 per month in advance
  }

  plan mobile-40 "Mobile 40" {
    rent 40.00 per month in advance
  }

  example "commission is earned as the customer pays, and goes back with a payment that does" {
    bill day 1
    on 2026-03-01 subscribe mobile-40
    on 2026-03-01 sold by agent-7 under dealer
    on 2026-03-01 bill
    expect commission 0.00
    on 2026-03-10 pay 10.00
    expect commission 7.80 of agent
    expect commission 3.90 of dealer
    expect commission 1.30 of master
    on 2026-03-12 pay in full, reference "rest"
    expect commission 52.00
    on 2026-03-20 payment reversed, reference "rest"
    expect commission 13.00
  }

  example "who leaves within six months costs the leading commission, not the trailing one" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 sold by agent-7 under dealer
    on 2026-03-01 bill
    on 2026-03-10 pay in full
    expect commission 26.00
    on 2026-06-01 terminate
    expect commission 1.00
  }

  example "of what is paid later, the next partner earns" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 sold by agent-7 under dealer
    on 2026-03-01 bill
    on 2026-03-10 pay in full
    on 2026-04-01 sold by agent-8 under dealer
    on 2026-04-01 bill
    on 2026-04-10 pay in full
    expect commission 15.60 of agent-7
    expect commission 0.60 of agent-8
  }

  example "each layer has a fee of its own, as far as the customer pays" {
    bill day 1
    on 2026-03-01 subscribe mobile-20
    on 2026-03-01 sold by agent-7 under direct
    on 2026-03-01 bill
    on 2026-03-10 pay 10.00
    expect commission 15.00 of agent
    expect commission 5.00 of dealer
    on 2026-03-12 pay in full
    expect commission 40.00
  }
`
