import { toldPlans } from './told-plans.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'half a year, from the month in which the account was opened': `
    2026-01-01 subscribe half
    2026-07-01 billed
    ---
    bill of 2026-01-01
    Half                           2026-01-01..2026-07-01   181.00
    total                                                   181.00
    bill of 2026-07-01
    Half                           2026-07-01..2027-01-01   181.00
    total                                                   181.00
  `,
  'two weeks, whatever the months do': `
    2026-02-20 subscribe weeks
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Weeks                          2026-02-20..2026-03-06    14.00
    total                                                    14.00
    bill of 2026-04-01
    Weeks                          2026-03-06..2026-03-20    14.00
    Weeks                          2026-03-20..2026-04-03    14.00
    total                                                    28.00
  `,
  'by the day in arrears, over the end of February': `
    2026-02-26 subscribe daily
    2026-03-01 billed
    ---
    bill of 2026-03-01
    Daily                          2026-02-26..2026-02-27     1.00
    Daily                          2026-02-27..2026-02-28     1.00
    Daily                          2026-02-28..2026-03-01     1.00
    total                                                     3.00
  `,
  'a year from the leap day, and what is left of the next one': `
    2028-02-29 subscribe yearly
    2029-03-01 end
    2029-04-01 billed
    ---
    bill of 2028-03-01
    Yearly                         2028-02-29..2029-02-28   365.00
    total                                                   365.00
    bill of 2029-03-01
    Yearly                         2029-02-28..2029-03-01     1.00
    total                                                     1.00
  `,
  'bill day 31: a change on the last of April, the day of the bill itself': `
    bill day 31
    2026-03-31 subscribe plain
    2026-04-30 change joining
    2026-04-30 billed
    ---
    bill of 2026-03-31
    Plain                          2026-03-31..2026-04-30    31.00
    total                                                    31.00
    bill of 2026-04-30
    Joining: setup                 2026-04-30..2026-05-01    20.00
    Joining                        2026-04-30..2026-05-31    62.00
    total                                                    82.00
  `,
  'bill day 30: a change on the last day of February': `
    bill day 30
    2026-01-30 subscribe plain
    2026-02-28 change joining
    2026-03-30 billed
    ---
    bill of 2026-01-30
    Plain                          2026-01-30..2026-02-28    31.00
    total                                                    31.00
    bill of 2026-02-28
    Joining: setup                 2026-02-28..2026-03-01    20.00
    Joining                        2026-02-28..2026-03-30    62.00
    total                                                    82.00
    bill of 2026-03-30
    Joining                        2026-03-30..2026-04-30    62.00
    total                                                    62.00
  `,
  'bill day 29: a change on the leap day': `
    bill day 29
    2028-01-29 subscribe plain
    2028-02-29 change joining
    2028-02-29 billed
    ---
    bill of 2028-01-29
    Plain                          2028-01-29..2028-02-29    31.00
    total                                                    31.00
    bill of 2028-02-29
    Joining: setup                 2028-02-29..2028-03-01    20.00
    Joining                        2028-02-29..2028-03-29    62.00
    total                                                    82.00
  `,
  'a full period that is left on its second day is paid for': `
    2026-03-01 subscribe whole
    2026-03-02 end
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Whole                          2026-03-01..2026-04-01    30.00
    total                                                    30.00
  `,
  'not prorated: the first part is free, the last one whole': `
    2026-03-16 subscribe later
    2026-04-02 end
    2026-05-01 billed
    ---
    bill of 2026-04-01
    Later                          2026-04-01..2026-05-01    30.00
    total                                                    30.00
  `,
  'a month of thirty days: the 31st costs nothing more': `
    2026-03-16 subscribe thirty
    2026-04-01 billed
    ---
    bill of 2026-04-01
    Thirty                         2026-03-16..2026-04-01    15.00
    Thirty                         2026-04-01..2026-05-01    30.00
    total                                                    45.00
  `,
  'by the second, from the day on which clocks go back: 625 of 721 hours': `
    2026-04-05 subscribe hours
    2026-05-01 billed
    ---
    bill of 2026-05-01
    Hours                          2026-04-05..2026-05-01    62.50
    Hours                          2026-05-01..2026-06-01    72.10
    total                                                   134.60
  `
}

describe('periods of every kind', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { billed, told } = await toldAndBilled(story, toldPlans)
    expect(billed).toEqual(told)
  })
})
