// A fee of a change that is told late stands under its own day, beside what was billed of others of its kind.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'
import { toldAndBilled } from './told-stories.ts'

const rules = `${coastal.slice(0, coastal.indexOf('zones world'))}
plan calm "Calm" {
  rent 31.00 per month
  fee 5.00 for each suspension
  fee 2.50 for each resumption
}
plan home "Home" {
  setup 7.00, each time
  fee 15.00 for each change of plan
}
plan away "Away" { fee 1.00 for each resumption }
feature vm "VM" { setup 2.00 }
changes all {
  | from \\ to | home | away |
  | home      | -    | 4.00 |
  | away      | free | -    |
}
`

const stories: Readonly<Record<string, string>> = {
  'a suspension': `
    2026-03-01 subscribe calm
    2026-03-05 suspend
    2026-03-10 resume
    2026-04-02 suspend
    2026-03-03 suspend known 2026-04-05
    2026-03-04 resume known 2026-04-05
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Calm                           2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Calm: suspension               2026-03-05..2026-03-06     5.00
    Calm: resumption               2026-03-10..2026-03-11     2.50
    Calm                           2026-04-01..2026-05-01    31.00
    total                                                    38.50
    bill of 2026-05-01
    Calm: suspension               2026-03-03..2026-03-04     5.00
    Calm: resumption               2026-03-04..2026-03-05     2.50
    Calm: suspension               2026-04-02..2026-04-03     5.00
    Calm                           2026-05-01..2026-06-01    31.00
    total                                                    43.50
  `,
  'a suspension that began two days before': `
    2026-03-01 subscribe calm
    2026-03-05 suspend
    2026-03-03 suspend known 2026-04-05
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Calm                           2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    Calm: suspension               2026-03-05..2026-03-06     5.00
    Calm                           2026-04-01..2026-05-01    31.00
    total                                                    36.00
    bill of 2026-05-01
    Calm                           2026-05-01..2026-06-01    31.00
    total                                                    31.00
  `,
  'the setup of a feature': `
    2026-03-01 subscribe calm
    2026-03-10 turn vm on
    2026-03-20 turn vm off
    2026-03-05 turn vm on known 2026-04-05
    2026-03-06 turn vm off known 2026-04-05
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Calm                           2026-03-01..2026-04-01    31.00
    total                                                    31.00
    bill of 2026-04-01
    VM: setup                      2026-03-10..2026-03-11     2.00
    Calm                           2026-04-01..2026-05-01    31.00
    total                                                    33.00
    bill of 2026-05-01
    VM: setup                      2026-03-05..2026-03-06     2.00
    Calm                           2026-05-01..2026-06-01    31.00
    total                                                    33.00
  `,
  'changes of plan, by the plan that is left, by the plan that is taken, and by the cell of the two': `
    2026-03-01 subscribe home
    2026-03-10 change away
    2026-03-20 change home
    2026-03-04 change away known 2026-04-05
    2026-03-06 change home known 2026-04-05
    2026-05-01 billed
    ---
    bill of 2026-03-01
    Home: setup                    2026-03-01..2026-03-02     7.00
    total                                                     7.00
    bill of 2026-04-01
    Change from home to away       2026-03-10..2026-03-11     4.00
    Home: change of plan           2026-03-10..2026-03-11    15.00
    Home: setup                    2026-03-20..2026-03-21     7.00
    total                                                    26.00
    bill of 2026-05-01
    Change from home to away       2026-03-04..2026-03-05     4.00
    Home: change of plan           2026-03-04..2026-03-05    15.00
    Home: setup                    2026-03-06..2026-03-07     7.00
    total                                                    26.00
  `
}

describe('what is told late of', () => {
  it.each(Object.entries(stories))('%s', async (_, story) => {
    const { billed, told } = await toldAndBilled(story, rules)
    expect(billed).toEqual(told)
  })

  it('a suspension leaves the credit of another one alone', async () => {
    const facts = [
      { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'calm' },
      { on: '2026-03-05', do: 'suspend' },
      { on: '2026-03-10', do: 'resume' },
      { on: '2026-04-02', do: 'credit-note', reason: 'outage', lines: [{ line: 1 }] },
      { on: '2026-03-03', do: 'suspend', known: '2026-04-05' },
      { on: '2026-03-04', do: 'resume', known: '2026-04-05' },
      { on: '2026-05-01', do: 'advance' }
    ]
    expect(invoicesOf(await play({ rules, billDay: 1, facts })).slice(-5)).toEqual(
      table(`
        bill of 2026-05-01
        Calm: suspension   2026-03-03..2026-03-04    5.00
        Calm: resumption   2026-03-04..2026-03-05    2.50
        Calm               2026-05-01..2026-06-01   31.00
        total                                       38.50
      `)
    )
  })
})
