// Rules in which an offer does its work: shown on its page, and run as a test.
export const offerAtWork = `tariff calls for voice {
  rates {
    | price           |
    | 0.10 per minute |
  }
}

plan talk "Talk" {
  tariff calls
  offer "Free weekends" {
    from 2026-06-01 until 2026-09-01
    on saturday, sunday
    voice is free
  }
  offer "Evenings at half the price" {
    on monday..friday 20:00..24:00
    voice is 50% off
  }
}

example "a weekend in winter, and an evening" {
  on 2026-06-01 subscribe talk
  at 2026-06-05 20:00 call 0400000001 for 10 min
  expect charge 0.50
  at 2026-06-06 10:00 call 0400000001 for 10 min
  expect charge 0.00
  at 2026-06-08 10:00 call 0400000001 for 10 min
  expect charge 1.00
}
`
