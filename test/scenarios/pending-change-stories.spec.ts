// What is pending: replaced, kept, withdrawn, forbidden.
import { changing } from './changing.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'that is pending is replaced': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-03-20 change big next-cycle replace
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
  `,
  'that replaced another is withdrawn: neither takes place': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-03-20 change big next-cycle replace
    2026-03-25 withdraw change
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
  `,
  'beside one that is pending is asked about': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-03-20 change big now
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     46.50
    refused: another change of plan is pending, for 2026-04-01: say whether to replace or to keep it (change)
  `,
  'at once keeps the pending one when told to': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-03-16 change big now keep
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-03-16..2026-04-01    -16.00
    Big                            2026-03-16..2026-04-01     32.00
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     62.50
  `,
  'that is pending is withdrawn': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-03-20 withdraw change
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
  `,
  'is no longer pending on its day, and cannot be withdrawn then': `
    2026-03-01 subscribe small
    2026-03-11 change mid next-cycle
    2026-04-01 withdraw change
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     46.50
    refused: no change is pending on 2026-04-01 (withdraw)
  `,
  'that is forbidden leaves the pending one where it is': `
    2026-05-01 subscribe small
    2026-05-11 change mid next-cycle
    2026-05-12 change big 2026-06-10 replace
    2026-06-01 billed
    ---
    bill of 2026-05-01
    Small                          2026-05-01..2026-06-01     31.00
    total                                                     31.00
    bill of 2026-06-01
    Mid                            2026-06-01..2026-07-01     46.50
    total                                                     46.50
    refused: Not in June (forbid change big (coastal.farthing:21:1))
  `,
  'is judged by the rules of its day, not of the day of asking': `
    2026-05-01 subscribe small
    2026-05-11 change big next-cycle
    2026-06-11 change big next-cycle
    2026-07-01 billed
    ---
    bill of 2026-05-01
    Small                          2026-05-01..2026-06-01     31.00
    total                                                     31.00
    bill of 2026-06-01
    Small                          2026-06-01..2026-07-01     31.00
    total                                                     31.00
    bill of 2026-07-01
    Big                            2026-07-01..2026-08-01     62.00
    total                                                     62.00
    refused: Not in June (forbid change big (coastal.farthing:21:1))
  `
}

describe('a change of plan', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { told, billed } = await toldAndBilled(story, changing)
    expect(billed).toEqual(told)
  })
})
