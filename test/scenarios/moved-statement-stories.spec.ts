// A later version of a plan may write what it says in another order, and put something new above: what was there goes on.
import { invoicesOf, play, table } from './play.ts'

const operator = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
`
const until = '2026-06-01'
const versions = (before: readonly string[], after: readonly string[], from = until, more = ''): string => `${operator}
plan home "Home" {
  from 2026-01-01 until ${from}
  ${before.join('\n  ')}
}
plan home "Home" {
  from ${from}
  ${more}
  ${after.join('\n  ')}
}
plan other "Other" { from 2026-01-01; rent 1.00 per month }
`
const subscribed = { on: '2026-01-01', do: 'subscribe', plan: 'home', as: 's1' }
const on = (day: string): object => ({ on: day, do: 'advance' })

/** The bills from the second version on. */
async function billed(rules: string, ...facts: readonly object[]): Promise<string[]> {
  const life = await play({ rules, billDay: 1, facts: [subscribed, ...facts] })
  const lines = invoicesOf(life)
  return lines.slice(lines.findIndex(line => line >= 'bill of 2026-06' && line < 'bill of 2027'))
}

describe('a rent that is put above another', () => {
  const year = 'rent 120.00 per year'
  const month = 'rent 5.00 per month'
  const june = table(`
    bill of 2026-06-01
    Home   2026-06-01..2026-07-01   5.00
    total                           5.00
  `)

  it.each([
    ['above', [month, year]],
    ['below', [year, month]],
    ['above, and the year is dearer from its next period on', [month, 'rent 130.00 per year']]
  ])('leaves the year that is paid as it is, and is charged itself: %s', async (_where, after) => {
    expect(await billed(versions([year], after), on('2026-06-01'))).toEqual(june)
  })

  it('changes places with it within a month, and nothing is charged twice', async () => {
    const dear = 'rent 31.00 per month'
    const rules = versions([dear, month], [month, dear], '2026-06-16')
    expect(await billed(rules, on('2026-06-01'), on('2026-06-30'))).toEqual(
      table(`
        bill of 2026-06-01
        Home   2026-06-01..2026-07-01    5.00
        Home   2026-06-01..2026-07-01   31.00
        total                           36.00
      `)
    )
  })

  it('stands where another of its price stood that is no more', async () => {
    const rules = versions(['rent 30.00 per month', month], [month], '2026-06-16')
    expect(await billed(rules, on('2026-06-01'))).toEqual(
      table(`
        bill of 2026-06-01
        Home   2026-06-01..2026-06-16   15.00
        Home   2026-06-01..2026-07-01    5.00
        total                           20.00
      `)
    )
  })

  it('comes within a month, and leaves the month of the other as it is', async () => {
    const dear = 'rent 31.00 per month'
    expect(await billed(versions([dear], ['rent 6.00 per month', dear], '2026-06-16'), on('2026-06-30'))).toEqual(
      table(`
        bill of 2026-06-01
        Home   2026-06-01..2026-07-01   31.00
        total                           31.00
      `)
    )
    const july = await billed(versions([dear], ['rent 6.00 per month', dear], '2026-06-16'), on('2026-07-01'))
    expect(july.slice(-4)).toEqual(
      table(`
        Home   2026-06-16..2026-07-01    3.00
        Home   2026-07-01..2026-08-01    6.00
        Home   2026-07-01..2026-08-01   31.00
        total                           40.00
      `)
    )
  })

  it('is charged from the day on to which its version reaches back, and the year goes on', async () => {
    const rules = versions([year], [month, year], until, 'holds retroactively from 2026-05-01')
    expect(await billed(rules, on('2026-06-01'))).toEqual(
      table(`
        bill of 2026-06-01
        Home   2026-05-01..2026-06-01   5.00
        Home   2026-06-01..2026-07-01   5.00
        total                          10.00
      `)
    )
  })

  it('is no charge of who keeps the older version', async () => {
    const rules = versions([year], [month, year], until, 'holds for new customers')
    const life = await play({ rules, billDay: 1, facts: [subscribed, on('2026-12-31')] })
    expect(life.invoices.map(({ total }) => total)).toEqual(['120.00'])
  })

  it('goes on with its year for who comes back to the plan', async () => {
    const whole = 'rent 120.00 per year, full period'
    const facts = [
      { on: '2026-05-01', do: 'change', as: 's1', plan: 'other' },
      { on: '2026-06-01', do: 'change', as: 's1', plan: 'home' },
      on('2026-06-01')
    ]
    expect(await billed(versions([whole], [month, whole]), ...facts)).toEqual(june)
  })
})

describe('a fee for each time that is put above another', () => {
  it('is charged beside it', async () => {
    const feature = (days: string, ...fees: readonly string[]): string =>
      `feature voicemail "Voicemail" { ${days}; ${fees.join('; ')} }\n`
    const rules =
      versions(['rent 1.00 per month'], ['rent 1.00 per month']) +
      feature('from 2026-01-01 until 2026-06-01', 'setup 3.00') +
      feature('from 2026-06-01', 'setup 2.00, the first time', 'setup 3.00')
    const turned = (day: string, what: 'on' | 'off'): object => {
      return { on: day, do: 'feature', as: 's1', feature: 'voicemail', state: what }
    }
    const facts = [
      turned('2026-05-05', 'on'),
      turned('2026-05-20', 'off'),
      turned('2026-06-05', 'on'),
      on('2026-07-01')
    ]
    expect((await billed(rules, ...facts)).filter(line => line.startsWith('Voicemail'))).toEqual(
      table(`
        Voicemail: setup   2026-05-05..2026-05-06   3.00
        Voicemail: setup   2026-06-05..2026-06-06   3.00
      `)
    )
  })
})

describe('a discount that another is put above', () => {
  it('is over when it was over', async () => {
    const intro = 'discount intro "Intro" 50% off, for 3 months'
    const rent = 'rent 31.00 per month'
    const student = 'discount student "Student" 5% off'
    expect(await billed(versions([rent, intro], [rent, student, intro]), on('2026-06-01'))).toEqual(
      table(`
        bill of 2026-06-01
        Home            2026-06-01..2026-07-01   31.00
        Student: Home   2026-06-01..2026-07-01   -1.55
        total                                    29.45
      `)
    )
  })
})

describe('a discount whose place another had', () => {
  it('counts from its own first day when it is back', async () => {
    const [intro = '', summer = ''] = ['intro "Intro" 50% off, for 6 months', 'summer "Summer" 10% off'].map(
      text => `discount ${text}`
    )
    const rules = `${versions(['rent 31.00 per month', intro], ['rent 31.00 per month', summer]).replace(
      `from ${until}\n`,
      `from ${until} until 2026-08-01\n`
    )}
plan home "Home" { from 2026-08-01; rent 31.00 per month; ${summer}; ${intro} }
`
    expect((await billed(rules, on('2026-08-01'))).slice(-4)).toEqual(
      table(`
        bill of 2026-08-01
        Home           2026-08-01..2026-09-01   31.00
        Summer: Home   2026-08-01..2026-09-01   -3.10
        total                                   27.90
      `)
    )
  })
})

describe('a commitment that another is put above', () => {
  const rent = 'rent 31.00 per month'
  const fees = 'commitment fees "Minimum of fees" 20.00 per month, of setup'
  const line = 'commitment line "Minimum of the line" 50.00 per month, of rent'

  it('is owed beside it', async () => {
    const bill = await billed(versions([rent, fees], [rent, line, fees]), on('2026-06-30'), on('2026-07-01'))
    expect(bill.slice(-5)).toEqual(
      table(`
        bill of 2026-07-01
        Minimum of fees       2026-06-01..2026-07-01   20.00
        Minimum of the line   2026-06-01..2026-07-01   19.00
        Home                  2026-07-01..2026-08-01   31.00
        total                                          70.00
      `)
    )
  })

  it('is owed beside one that had its name first', async () => {
    const third = (rules: string): string =>
      `${rules.replace(`from ${until}\n`, `from ${until} until 2026-07-01\n`)}
plan home "Home" { from 2026-07-01; ${[rent, line, fees].join('; ')} }
`
    const bill = await billed(third(versions([rent, fees], [rent, line])), on('2026-08-01'))
    expect(bill.slice(-5)).toEqual(
      table(`
        bill of 2026-08-01
        Minimum of fees       2026-07-01..2026-08-01   20.00
        Minimum of the line   2026-07-01..2026-08-01   19.00
        Home                  2026-08-01..2026-09-01   31.00
        total                                          70.00
      `)
    )
  })
})
