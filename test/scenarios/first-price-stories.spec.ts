import { toldPlans } from './told-plans.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'a trial that begins with the cycle is over in the middle of it': `
    2026-03-01 subscribe trial
    2026-05-01 billed
    ---
    bill of 2026-04-01
    Trial                          2026-03-15..2026-04-01    17.00
    Trial                          2026-04-01..2026-05-01    31.00
    total                                                    48.00
    bill of 2026-05-01
    Trial                          2026-05-01..2026-06-01    31.00
    total                                                    31.00
  `,
  'a trial that ends on the day of the bill': `
    bill day 15
    2026-03-01 subscribe trial
    2026-04-15 billed
    ---
    bill of 2026-03-15
    Trial                          2026-03-15..2026-04-15    31.00
    total                                                    31.00
    bill of 2026-04-15
    Trial                          2026-04-15..2026-05-15    31.00
    total                                                    31.00
  `,
  'a trial that ends the day before the bill leaves one day': `
    bill day 16
    2026-03-01 subscribe trial
    2026-03-16 billed
    ---
    bill of 2026-03-16
    Trial                          2026-03-15..2026-03-16     1.11
    Trial                          2026-03-16..2026-04-16    31.00
    total                                                    32.11
  `,
  'a trial that ends the day after the bill': `
    bill day 14
    2026-03-01 subscribe trial
    2026-04-14 billed
    ---
    bill of 2026-04-14
    Trial                          2026-03-15..2026-04-14    30.00
    Trial                          2026-04-14..2026-05-14    31.00
    total                                                    61.00
  `,
  'a trial over the leap day': `
    2028-02-20 subscribe trial
    2028-04-01 billed
    ---
    bill of 2028-04-01
    Trial                          2028-03-05..2028-04-01    27.00
    Trial                          2028-04-01..2028-05-01    31.00
    total                                                    58.00
  `,
  'who ends in the trial pays nothing': `
    2026-03-01 subscribe trial
    2026-03-14 end
    2026-06-01 billed
    ---
  `,
  'who ends on the day on which the trial is over pays nothing': `
    2026-03-01 subscribe trial
    2026-03-15 end
    2026-06-01 billed
    ---
  `,
  'a trial in arrears': `
    2026-03-01 subscribe after
    2026-05-01 billed
    ---
    bill of 2026-04-01
    After                          2026-03-15..2026-04-01    17.00
    total                                                    17.00
    bill of 2026-05-01
    After                          2026-04-01..2026-05-01    31.00
    total                                                    31.00
  `,
  'two months free from the 31st of December end on the last of February': `
    2026-12-31 subscribe gift
    2027-04-01 billed
    ---
    bill of 2027-03-01
    Gift                           2027-02-28..2027-03-01     1.07
    Gift                           2027-03-01..2027-04-01    30.00
    total                                                    31.07
    bill of 2027-04-01
    Gift                           2027-04-01..2027-05-01    30.00
    total                                                    30.00
  `,
  'three cheap months from the middle of a month, each price for its days': `
    2026-03-16 subscribe steps
    2026-07-01 billed
    ---
    bill of 2026-04-01
    Steps                          2026-03-16..2026-04-01     5.16
    Steps                          2026-04-01..2026-05-01    10.00
    total                                                    15.16
    bill of 2026-05-01
    Steps                          2026-05-01..2026-06-01    10.00
    total                                                    10.00
    bill of 2026-06-01
    Steps                          2026-06-01..2026-06-16     5.00
    total                                                     5.00
    bill of 2026-07-01
    Steps                          2026-06-16..2026-07-01    20.00
    Steps                          2026-07-01..2026-08-01    40.00
    total                                                    60.00
  `,
  'three cheap months from the 29th of a leap February': `
    bill day 29
    2028-02-29 subscribe steps
    2028-06-29 billed
    ---
    bill of 2028-02-29
    Steps                          2028-02-29..2028-03-29    10.00
    total                                                    10.00
    bill of 2028-03-29
    Steps                          2028-03-29..2028-04-29    10.00
    total                                                    10.00
    bill of 2028-04-29
    Steps                          2028-04-29..2028-05-29    10.00
    total                                                    10.00
    bill of 2028-05-29
    Steps                          2028-05-29..2028-06-29    40.00
    total                                                    40.00
    bill of 2028-06-29
    Steps                          2028-06-29..2028-07-29    40.00
    total                                                    40.00
  `,
  'a cheap month by the anniversary, on the 31st': `
    2026-01-31 subscribe own
    2026-04-01 billed
    ---
    bill of 2026-02-01
    Own                            2026-01-31..2026-02-28    10.00
    total                                                    10.00
    bill of 2026-03-01
    Own                            2026-02-28..2026-03-31    30.00
    total                                                    30.00
    bill of 2026-04-01
    Own                            2026-03-31..2026-04-30    30.00
    total                                                    30.00
  `,
  'a change into a plan with a trial, in the middle of the month': `
    2026-03-01 subscribe plain
    2026-03-11 change trial
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Plain                          2026-03-11..2026-04-01   -21.00
    Change from plain to trial     2026-03-11..2026-03-12    25.00
    Trial                          2026-03-25..2026-04-01     7.00
    Trial                          2026-04-01..2026-05-01    31.00
    total                                                    42.00
  `,
  'away from a trial and back: it is not had twice': `
    2026-03-01 subscribe trial
    2026-03-05 change joining
    2026-03-10 change trial
    2026-04-01 billed
    ---
    bill of 2026-04-01
    Joining: setup                 2026-03-05..2026-03-06    20.00
    Joining                        2026-03-05..2026-03-10    10.00
    Joining: change of plan        2026-03-10..2026-03-11    15.00
    Trial                          2026-03-15..2026-04-01    17.00
    Trial                          2026-04-01..2026-05-01    31.00
    total                                                    93.00
  `,
  'a day of suspension after a trial changes nothing': `
    2026-03-11 subscribe trial
    2026-04-21 suspend
    2026-04-22 resume
    2026-05-01 billed
    ---
    bill of 2026-04-01
    Trial                          2026-03-25..2026-04-01     7.00
    Trial                          2026-04-01..2026-05-01    31.00
    total                                                    38.00
    bill of 2026-05-01
    Trial                          2026-05-01..2026-06-01    31.00
    total                                                    31.00
  `,
  'a suspension does not lengthen a trial': `
    2026-03-01 subscribe trial
    2026-03-05 suspend
    2026-03-20 resume
    2026-04-01 billed
    ---
    bill of 2026-04-01
    Trial                          2026-03-15..2026-04-01    17.00
    Trial                          2026-04-01..2026-05-01    31.00
    total                                                    48.00
  `,
  'a change that becomes known after the cycle': `
    2026-03-01 subscribe plain
    2026-03-11 change trial known 2026-04-02
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Plain                          2026-04-01..2026-05-01    31.00
    total                                                    31.00
    bill of 2026-05-01
    Plain                          2026-03-11..2026-04-01   -21.00
    Change from plain to trial     2026-03-11..2026-03-12    25.00
    Trial                          2026-03-25..2026-04-01     7.00
    Plain                          2026-04-01..2026-05-01   -31.00
    Trial                          2026-04-01..2026-05-01    31.00
    Trial                          2026-05-01..2026-06-01    31.00
    total                                                    42.00
  `,
  'the add-on has its own free week': `
    2026-03-01 subscribe plain
    2026-03-10 turn mail on
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Mail: setup                    2026-03-10..2026-03-11     1.50
    Mail                           2026-03-17..2026-04-01     1.50
    Plain                          2026-04-01..2026-05-01    31.00
    Mail                           2026-04-01..2026-05-01     3.10
    total                                                    37.10
  `
}

describe('prices at first', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { billed, told } = await toldAndBilled(story, toldPlans)
    expect(billed).toEqual(told)
  })
})
