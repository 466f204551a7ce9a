// What is committed to twice is owed once: by features of one name at the same time, and by one that is agreed to again.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
commitment dear-year "Minimum of a year" 730.00 over 12 months
feature alpha "Alpha" { commitment extra "Minimum of extras" 31.00 per month }
feature beta "Beta" { commitment extra "Minimum of extras" 62.00 per month }
`
const mobile = { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'mobile-20' }
const agree = (on: string) => ({ on, do: 'agree-commitment', commitment: 'dear-year' })
const end = (on: string) => ({ on, do: 'end-commitment', commitment: 'dear-year' })
const turn = (on: string, feature: string, state = 'on') => ({ on, do: 'feature', as: 's1', feature, state })

async function minimums(facts: readonly object[], until: string): Promise<string[]> {
  const bills = invoicesOf(await play({ rules, billDay: 1, facts: [mobile, ...facts, { on: until, do: 'advance' }] }))
  return bills.filter(line => line.startsWith('Minimum'))
}

describe('commitments side by side', () => {
  it.each([
    ['all of the month', '2026-03-01', '42.00'],
    ['from the 17th on', '2026-03-17', '26.00']
  ])('of two features owe the greater on each day: both on %s', async (_, day, owed) => {
    const expected = table(`Minimum of extras 2026-03-01..2026-04-01 ${owed}`)
    expect(await minimums([turn('2026-03-01', 'alpha'), turn(day, 'beta')], '2026-04-01')).toEqual(expected)
    expect(await minimums([turn(day, 'beta'), turn('2026-03-01', 'alpha')], '2026-04-01')).toEqual(expected)
  })

  it('of two features owe what is left when the dearer one is turned off', async () => {
    const both = [turn('2026-03-01', 'alpha'), turn('2026-03-01', 'beta'), turn('2026-03-17', 'beta', 'off')]
    // 16 days of 62.00 and 15 of 31.00, less 20.00
    expect(await minimums(both, '2026-04-01')).toEqual(table('Minimum of extras 2026-03-01..2026-04-01 27.00'))
  })

  it('that are ended and agreed to again within a cycle count it in the one that holds at its end', async () => {
    const again = [agree('2026-03-16'), end('2026-04-10'), agree('2026-04-20'), end('2026-06-01')]
    // 25 days and March; 42 days, April and May
    expect(await minimums(again, '2026-07-01')).toEqual(
      table(`
        Minimum of a year   2026-03-16..2026-04-10   30.00
        Minimum of a year   2026-04-20..2026-06-01   44.00
      `)
    )
  })

  it('count it in the last of several, and in the one that ended where none holds at its end', async () => {
    const thrice = [agree('2026-03-01'), end('2026-03-05'), agree('2026-03-10'), end('2026-03-12')]
    // 4 days and nothing; 2 days, and March is more
    expect(await minimums(thrice, '2026-05-01')).toEqual(table('Minimum of a year 2026-03-01..2026-03-05 8.00'))
  })
})
