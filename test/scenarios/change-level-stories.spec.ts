// Up, down and sideways by the levels of plans: a fee for each direction, and a pair's own cell before it.
import { toldAndBilled } from './told-stories.ts'

const rules = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}

plan small "Small" { family home, level 1; rent 31.00 per month, prorated by day }
plan mid "Mid" { family home, level 2; rent 46.50 per month, prorated by day }
plan twin "Twin" { family home, level 2; rent 46.50 per month, prorated by day }
plan big "Big" { family home, level 3; rent 62.00 per month, prorated by day }
plan loose "Loose" { family home; rent 10.00 per month, prorated by day }
plan office "Office" { family work, level 1; rent 93.00 per month, prorated by day }

changes home {
  upgrade 1.00
  downgrade 15.00, at next cycle
  crossgrade 5.00
  | from \\ to | small | big  |
  | small      | -     | free |
  | big        | -     | -    |
}
`
const stories: Readonly<Record<string, string>> = {
  up: `
    2026-03-01 subscribe small
    2026-04-01 change mid
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Change from small to mid       2026-04-01..2026-04-02      1.00
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     47.50
  `,
  'up by its own cell': `
    2026-03-01 subscribe small
    2026-04-01 change big
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
  `,
  'down, at the next cycle': `
    2026-03-01 subscribe big
    2026-03-11 change small
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Change from big to small       2026-04-01..2026-04-02     15.00
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     46.00
  `,
  'down sooner is refused': `
    2026-03-01 subscribe big
    2026-03-11 change mid now
    2026-03-11 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    refused: asked for on 2026-03-11, this is possible at the next cycle, on 2026-04-01, and not on 2026-03-11 (changes home > downgrade (coastal.farthing:15:3))
  `,
  sideways: `
    2026-03-01 subscribe mid
    2026-04-01 change twin
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Mid                            2026-03-01..2026-04-01     46.50
    total                                                     46.50
    bill of 2026-04-01
    Change from mid to twin        2026-04-01..2026-04-02      5.00
    Twin                           2026-04-01..2026-05-01     46.50
    total                                                     51.50
  `,
  'to a plan without a level is refused': `
    2026-03-01 subscribe mid
    2026-03-11 change loose
    2026-03-11 billed
    ---
    bill of 2026-03-01
    Mid                            2026-03-01..2026-04-01     46.50
    total                                                     46.50
    refused: loose has no level in family home, by which this change would be priced (changes home > upgrade (coastal.farthing:14:3))
  `,
  'to another family is free': `
    2026-03-01 subscribe mid
    2026-04-01 change office
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Mid                            2026-03-01..2026-04-01     46.50
    total                                                     46.50
    bill of 2026-04-01
    Office                         2026-04-01..2026-05-01     93.00
    total                                                     93.00
  `
}

const later = rules
  .replace('plan small "Small" { family home, level 1;', 'plan small "Small" { until 2026-03-15; family home, level 1;')
  .replace(
    'changes home {',
    `plan small "Small" {
  from 2026-03-15
  holds for new customers
  family home, level 3
  rent 31.00 per month, prorated by day
}

changes home {`
  )
const held: Readonly<Record<string, string>> = {
  'up from the version that is held': `
    2026-03-01 subscribe small
    2026-04-01 change mid
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Change from small to mid       2026-04-01..2026-04-02      1.00
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     47.50
  `,
  'down from the version of who is new': `
    2026-03-20 subscribe small
    2026-03-25 change mid
    2026-04-01 billed
    ---
    bill of 2026-04-01
    Small                          2026-03-20..2026-04-01     12.00
    Change from small to mid       2026-04-01..2026-04-02     15.00
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     73.50
  `,
  'up to the version that a customer who comes gets': `
    2026-03-01 subscribe mid
    2026-04-01 change small
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Mid                            2026-03-01..2026-04-01     46.50
    total                                                     46.50
    bill of 2026-04-01
    Change from mid to small       2026-04-01..2026-04-02      1.00
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     32.00
  `
}

describe('a change by levels', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { told, billed } = await toldAndBilled(story, rules)
    expect(billed).toEqual(told)
  })

  it.each(Object.entries(held))('goes %s', async (_, story) => {
    const { told, billed } = await toldAndBilled(story, later)
    expect(billed).toEqual(told)
  })
})
