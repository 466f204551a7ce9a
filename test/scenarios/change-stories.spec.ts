import { toldPlans } from './told-plans.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'no rent while suspended, and a fee for each side of it': `
    2026-03-01 subscribe pause
    2026-03-11 suspend
    2026-03-21 resume
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Pause                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Pause                          2026-03-11..2026-03-21   -10.00
    Pause: suspension              2026-03-11..2026-03-12     5.00
    Pause: resumption              2026-03-21..2026-03-22     2.50
    Pause                          2026-04-01..2026-05-01    31.00
    total                                                    28.50
  `,
  'suspended over the day of the bill: rent comes back from the day it is resumed': `
    2026-03-01 subscribe pause
    2026-03-22 suspend
    2026-04-11 resume
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Pause                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Pause                          2026-03-22..2026-04-01   -10.00
    Pause: suspension              2026-03-22..2026-03-23     5.00
    total                                                    -5.00
    bill of 2026-05-01
    Pause: resumption              2026-04-11..2026-04-12     2.50
    Pause                          2026-04-11..2026-05-01    20.67
    Pause                          2026-05-01..2026-06-01    31.00
    total                                                    54.17
  `,
  'suspended and never resumed': `
    2026-03-01 subscribe pause
    2026-03-22 suspend
    2026-05-01 end
    2026-06-01 billed
    ---
    bill of 2026-03-01
    Pause                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Pause                          2026-03-22..2026-04-01   -10.00
    Pause: suspension              2026-03-22..2026-03-23     5.00
    total                                                    -5.00
  `,
  'a fifth of the rent while suspended': `
    2026-03-01 subscribe standby
    2026-03-11 suspend
    2026-03-21 resume
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Standby                        2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Standby                        2026-03-11..2026-04-01    -8.00
    Standby                        2026-04-01..2026-05-01    31.00
    total                                                    23.00
  `,
  'a suspension that becomes known when it is over': `
    2026-03-01 subscribe pause
    2026-03-11 suspend known 2026-04-10
    2026-03-21 resume known 2026-04-10
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Pause                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Pause                          2026-04-01..2026-05-01    31.00
    total                                                    31.00
    bill of 2026-05-01
    Pause                          2026-03-11..2026-03-21   -10.00
    Pause: suspension              2026-03-11..2026-03-12     5.00
    Pause: resumption              2026-03-21..2026-03-22     2.50
    Pause                          2026-05-01..2026-06-01    31.00
    total                                                    28.50
  `,
  'an end on the day of the bill': `
    2026-03-01 subscribe leaving
    2026-04-01 end
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Leaving                        2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Leaving: termination fee       2026-04-01..2026-04-02   100.00
    total                                                   100.00
  `,
  'an end the day before the bill': `
    2026-03-01 subscribe leaving
    2026-03-31 end
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Leaving                        2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Leaving                        2026-03-31..2026-04-01    -1.00
    Leaving: termination fee       2026-03-31..2026-04-01   100.00
    total                                                    99.00
  `,
  'six months from the 31st of August are over on the 28th of February': `
    bill day 28
    2026-08-31 subscribe leaving
    2027-02-28 end
    2027-02-28 billed
    ---
    bill of 2026-09-28
    Leaving                        2026-08-31..2026-09-28    28.00
    Leaving                        2026-09-28..2026-10-28    31.00
    total                                                    59.00
    bill of 2026-10-28
    Leaving                        2026-10-28..2026-11-28    31.00
    total                                                    31.00
    bill of 2026-11-28
    Leaving                        2026-11-28..2026-12-28    31.00
    total                                                    31.00
    bill of 2026-12-28
    Leaving                        2026-12-28..2027-01-28    31.00
    total                                                    31.00
    bill of 2027-01-28
    Leaving                        2027-01-28..2027-02-28    31.00
    total                                                    31.00
    bill of 2027-02-28
    Leaving: termination fee       2027-02-28..2027-03-01    50.00
    total                                                    50.00
  `,
  'the plan that is left asks for the change, the one that is taken for its setup': `
    2026-03-01 subscribe joining
    2026-03-16 change plain
    2026-04-01 change joining
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Joining: setup                 2026-03-01..2026-03-02    20.00
    Joining                        2026-03-01..2026-04-01    62.00
    total                                                    82.00
    bill of 2026-04-01
    Joining                        2026-03-16..2026-04-01   -32.00
    Joining: change of plan        2026-03-16..2026-03-17    15.00
    Plain                          2026-03-16..2026-04-01    16.00
    Joining                        2026-04-01..2026-05-01    62.00
    total                                                    61.00
  `,
  'the matrix asks for a change up': `
    2026-03-01 subscribe plain
    2026-04-01 change trial
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Change from plain to trial     2026-04-01..2026-04-02    25.00
    total                                                    25.00
  `,
  'an add-on by the day, on and off and on': `
    2026-03-01 subscribe plain
    2026-03-03 turn roaming on
    2026-03-05 turn roaming off
    2026-03-30 turn roaming on
    2026-04-02 turn roaming off
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Roaming: days on               2026-03-03..2026-04-01     4.00
    Plain                          2026-04-01..2026-05-01    31.00
    total                                                    35.00
    bill of 2026-05-01
    Roaming: days on               2026-04-01..2026-04-02     1.00
    Plain                          2026-05-01..2026-06-01    31.00
    total                                                    32.00
  `,
  'an add-on by the time, on at the start and twice more': `
    2026-03-01 subscribe plain hiding
    2026-03-02 turn hiding off
    2026-03-10 turn hiding on
    2026-03-11 turn hiding off
    2026-03-31 turn hiding on
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Hiding: turned on              2026-03-01..2026-03-02     0.50
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.50
    bill of 2026-04-01
    Hiding: turned on              2026-03-02..2026-04-01     1.00
    Plain                          2026-04-01..2026-05-01    31.00
    total                                                    32.00
  `,
  'an add-on by the day that was on longer than was known': `
    2026-03-01 subscribe plain
    2026-03-03 turn roaming on
    2026-03-05 turn roaming off known 2026-04-03
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Plain                          2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Roaming: days on               2026-03-03..2026-04-01    29.00
    Plain                          2026-04-01..2026-05-01    31.00
    total                                                    60.00
    bill of 2026-05-01
    Roaming: days on               2026-03-05..2026-04-01   -27.00
    Plain                          2026-05-01..2026-06-01    31.00
    total                                                     4.00
  `
}

describe('changes and ends', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { billed, told } = await toldAndBilled(story, toldPlans)
    expect(billed).toEqual(told)
  })
})
