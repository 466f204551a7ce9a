// When a change takes effect: at once, at the next cycle, on a day to come, and no sooner than the matrix says.
import { changing } from './changing.ts'
import { toldAndBilled } from './told-stories.ts'

const stories: Readonly<Record<string, string>> = {
  'waits for the next cycle: no day of it is charged twice': `
    2026-03-01 subscribe small
    2026-03-11 change big next-cycle
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
    bill of 2026-05-01
    Big                            2026-05-01..2026-06-01     62.00
    total                                                     62.00
  `,
  'that is asked for on the bill day waits a whole cycle, for this one has begun': `
    2026-03-01 subscribe small
    2026-04-01 change mid next-cycle
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
    bill of 2026-05-01
    Mid                            2026-05-01..2026-06-01     46.50
    total                                                     46.50
  `,
  'that is asked for on the day before the bill day comes with the bill': `
    2026-03-01 subscribe small
    2026-03-31 change mid next-cycle
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     46.50
  `,
  'that is asked for on the day after the bill day waits': `
    2026-03-01 subscribe small
    2026-04-02 change mid next-cycle
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
    bill of 2026-05-01
    Mid                            2026-05-01..2026-06-01     46.50
    total                                                     46.50
  `,
  'is asked for on one day and told on a later one: it counts from the first': `
    2026-03-01 subscribe small
    2026-03-20 change mid next-cycle known 2026-04-03
    2026-04-03 billed
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
    bill of 2026-05-01
    Small                          2026-04-01..2026-05-01    -31.00
    Mid                            2026-04-01..2026-05-01     46.50
    Mid                            2026-05-01..2026-06-01     46.50
    total                                                     62.00
  `,
  'takes effect on a day to come': `
    2026-03-01 subscribe small
    2026-03-02 change mid 2026-03-16
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-03-16..2026-04-01    -16.00
    Mid                            2026-03-16..2026-04-01     24.00
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     54.50
  `,
  'waits, and costs its fee then, because the matrix says so': `
    2026-03-01 subscribe big
    2026-03-11 change small
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Change from big to small       2026-04-01..2026-04-02     10.00
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     41.00
  `,
  'is refused sooner than the matrix says, with the cell': `
    2026-03-01 subscribe big
    2026-03-11 change small now
    2026-03-11 change small 2026-03-31
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-05-01     62.00
    total                                                     62.00
    refused: asked for on 2026-03-11, this is possible at the next cycle, on 2026-04-01, and not on 2026-03-11 (changes mobile > big to small (coastal.farthing:18:18))
    refused: asked for on 2026-03-11, this is possible at the next cycle, on 2026-04-01, and not on 2026-03-31 (changes mobile > big to small (coastal.farthing:18:18))
  `,
  'later than the matrix says is possible': `
    2026-03-01 subscribe big
    2026-03-11 change small 2026-04-16
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-04-01..2026-04-16     31.00
    total                                                     31.00
    bill of 2026-05-01
    Change from big to small       2026-04-16..2026-04-17     10.00
    Small                          2026-04-16..2026-05-01     15.50
    Small                          2026-05-01..2026-06-01     31.00
    total                                                     56.50
  `,
  'at the end of the term is one of today where nothing binds, if the matrix asks for it': `
    2026-03-01 subscribe big
    2026-03-11 change mid
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Big                            2026-03-01..2026-04-01     62.00
    total                                                     62.00
    bill of 2026-04-01
    Big                            2026-03-11..2026-04-01    -42.00
    Mid                            2026-03-11..2026-04-01     31.50
    Mid                            2026-04-01..2026-05-01     46.50
    total                                                     36.00
  `,
  'at the end of the term is refused where nothing binds, if the customer asks for it': `
    2026-03-01 subscribe small
    2026-03-11 change mid end-of-term
    2026-04-01 billed
    ---
    bill of 2026-03-01
    Small                          2026-03-01..2026-04-01     31.00
    total                                                     31.00
    bill of 2026-04-01
    Small                          2026-04-01..2026-05-01     31.00
    total                                                     31.00
    refused: there is no term whose end could be waited for: nothing binds on 2026-03-11 (change)
  `
}

describe('a change', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { told, billed } = await toldAndBilled(story, changing)
    expect(billed).toEqual(told)
  })
})
