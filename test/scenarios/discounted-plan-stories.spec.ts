// Discounts that plans and features bring, and discounts beside taxes.
import { coastal } from './coastal.ts'
import { compileRules } from '@farthing/rules-language'
import { allPlugins, invoicesOf, play, table } from './play.ts'
import { bill, home, invoices, operator, vat } from './taxed.ts'

const rules = `${coastal}
discount loyal "Loyalty" 10% off, of rent
plan fresh "Fresh" {
  rent 30.00 per month
  discount start "Welcome" 50% off, of rent, for 2 months
}
plan family "Family" {
  rent 20.00 per month
  discount household "Household" takes 5.00 off per cycle
}
feature student "Student" {
  discount student "Student" 20% off, order 1
}
`
const on = (day: string, plan: string, as = 's1'): object => ({ on: day, do: 'subscribe', as, plan })
const until = (day: string): object => ({ on: day, do: 'advance' })
const lived = async (facts: readonly object[]): Promise<string[]> =>
  invoicesOf(await play({ rules, billDay: 1, facts }))

describe('a discount of a plan', () => {
  it('is had from the first day on the plan, as long as it says', async () => {
    expect(await lived([on('2026-03-16', 'fresh'), until('2026-06-01')])).toEqual(
      table(`
        bill of 2026-04-01
        Fresh            2026-03-16..2026-04-01   15.48
        Welcome: Fresh   2026-03-16..2026-04-01   -7.74
        Fresh            2026-04-01..2026-05-01   30.00
        Welcome: Fresh   2026-04-01..2026-05-01  -15.00
        total                                     22.74
        bill of 2026-05-01
        Fresh            2026-05-01..2026-06-01   30.00
        Welcome: Fresh   2026-05-01..2026-05-16   -7.26
        total                                     22.74
        bill of 2026-06-01
        Fresh            2026-06-01..2026-07-01   30.00
        total                                     30.00
      `)
    )
  })

  it('is of the subscription alone, on the days on which it has the plan', async () => {
    const change = { on: '2026-04-16', do: 'change', as: 's1', plan: 'mobile-20' }
    expect(
      await lived([on('2026-03-01', 'family'), on('2026-03-01', 'mobile-20', 's2'), change, until('2026-05-01')])
    ).toEqual(
      table(`
        bill of 2026-03-01
        Family      2026-03-01..2026-04-01   20.00
        Household   2026-03-01..2026-04-01   -5.00
        Mobile 20   2026-03-01..2026-04-01   20.00
        total                                35.00
        bill of 2026-04-01
        Family      2026-04-01..2026-05-01   20.00
        Household   2026-04-01..2026-05-01   -5.00
        Mobile 20   2026-04-01..2026-05-01   20.00
        total                                35.00
        bill of 2026-05-01
        Family      2026-04-16..2026-05-01  -10.00
        Household   2026-04-16..2026-05-01    2.50
        Mobile 20   2026-04-16..2026-05-01   10.00
        Mobile 20   2026-05-01..2026-06-01   20.00
        Mobile 20   2026-05-01..2026-06-01   20.00
        total                                42.50
      `)
    )
  })

  it('or of a feature follows those that were granted, on what they have left', async () => {
    const facts = [
      { ...on('2026-03-01', 'mobile-20'), features: ['student'] },
      { on: '2026-03-01', do: 'grant-discount', discount: 'loyal' },
      { on: '2026-03-16', do: 'feature', feature: 'student', state: 'off', as: 's1' },
      until('2026-04-01')
    ]
    expect(await lived(facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01   20.00
        Loyalty: Mobile 20   2026-03-01..2026-04-01   -2.00
        Student: Mobile 20   2026-03-01..2026-04-01   -3.60
        total                                         14.40
        bill of 2026-04-01
        Student: Mobile 20   2026-03-16..2026-04-01    1.86
        Mobile 20            2026-04-01..2026-05-01   20.00
        Loyalty: Mobile 20   2026-04-01..2026-05-01   -2.00
        total                                         19.86
      `)
    )
  })

  it.each([
    ['half of each day is half of all', '50% off', '-10.00'],
    ['it stands alone beside itself', '50% off, alone', '-10.00'],
    ['its most of a cycle is one', '50% off, at most 6.00 per cycle', '-6.00'],
    ['an amount is shared by days', 'takes 5.00 off per cycle, at most 4.00 per cycle', '-4.00']
  ])('that is published anew within a cycle takes off what it would: %s', async (_, off, expected) => {
    const version = (days: string) => `plan twice "Twice" {
  ${days}
  rent 20.00 per month
  discount same "Same" ${off}
}
`
    const text = coastal + version('from 2026-01-01\n  until 2026-03-16') + version('from 2026-03-16')
    const { invoices: bills } = await play({
      rules: text,
      billDay: 1,
      facts: [on('2026-03-01', 'twice'), until('2026-03-02')]
    })
    expect(bills.flatMap(({ lines }) => lines.map(({ amount }) => amount))).toEqual(['20.00', expected])
  })

  it('cannot be granted, for whoever has the plan has it', async () => {
    const asked = { on: '2026-03-01', do: 'grant-discount', discount: 'start' }
    const { refused } = await play({ rules, facts: [on('2026-03-01', 'fresh'), asked] })
    expect(refused.map(({ reason }) => reason)).toEqual(['there is no discount start to be granted on 2026-03-01'])
  })
})

describe('discounts beside taxes', () => {
  const loyal = 'discount loyal "Loyalty" 10% off, of rent'
  const least = 'commitment least "Minimum" 25.00 per month'
  const granted = { on: '2026-03-01', do: 'grant-discount', discount: 'loyal' }
  const agreed = { on: '2026-03-01', do: 'agree-commitment', commitment: 'least' }
  const lines = (tax: string, more: readonly object[] = []) =>
    invoices({
      rules: [operator('EUR', '0.01'), tax, loyal, least].join('\n'),
      facts: [...more, home, granted, agreed, bill('2026-03-01'), bill('2026-04-01')]
    })

  it('are taken off before taxes are added', async () => {
    expect(await lines(vat)).toEqual(
      table(`
        bill of 2026-03-01
        Home            2026-03-01..2026-04-01   10.00
        Loyalty: Home   2026-03-01..2026-04-01   -1.00
        VAT 19% of 9.00                           1.71
        total                                    10.71
        bill of 2026-04-01
        Home            2026-04-01..2026-05-01   10.00
        Loyalty: Home   2026-04-01..2026-05-01   -1.00
        Minimum         2026-03-01..2026-04-01   16.00
        VAT 19% of 25.00                          4.75
        total                                    29.75
      `)
    )
  })

  it('are taken off prices that include them, and what is left includes its share', async () => {
    expect(await lines('tax vat "VAT" { rate 19%; included in prices }')).toEqual(
      table(`
        bill of 2026-03-01
        Home            2026-03-01..2026-04-01   10.00
        Loyalty: Home   2026-03-01..2026-04-01   -1.00
        VAT 19% of 7.56                           1.44
        total                                     9.00
        bill of 2026-04-01
        Home            2026-04-01..2026-05-01   10.00
        Loyalty: Home   2026-04-01..2026-05-01   -1.00
        Minimum         2026-03-01..2026-04-01   16.00
        VAT 19% of 21.01                          3.99
        total                                    25.00
      `)
    )
  })

  it('are without the tax that a customer elsewhere does not owe, as the price is', async () => {
    const abroad = { on: '2026-02-28', do: 'tax-place', place: 'AT', taxId: 'ATU12345678' }
    const tax = 'tax vat "VAT" { in DE; rate 19%; included in prices; elsewhere reverse charge for businesses }'
    expect(await lines(tax, [abroad])).toEqual(
      table(`
        bill of 2026-03-01
        Home            2026-03-01..2026-04-01    8.40
        Loyalty: Home   2026-03-01..2026-04-01   -0.84
        VAT 0% of 7.56                            0.00
        total                                     7.56
        bill of 2026-04-01
        Home            2026-04-01..2026-05-01    8.40
        Loyalty: Home   2026-04-01..2026-05-01   -0.84
        Minimum         2026-03-01..2026-04-01   13.45
        VAT 0% of 21.01                           0.00
        total                                    21.01
      `)
    )
  })
})

describe('a name of charges', () => {
  it.each([
    ['discount loyal "L" 10% off, of rnet', 'rent'],
    ['discount loyal "L" 10% off, of voise', 'voice'],
    ['discount loyal "L" 10% off, of gadgts\nitem phone "Phone" 9.00, category gadgets', 'gadgets'],
    ['commitment gold "G" 50.00 per month, of usge', 'usage'],
    ['tax vat "VAT" { rate 19%; rate 7% for setp }', 'setup']
  ])('that is nearly another is told: %s', async (text, near) => {
    const signatures = [...(await allPlugins()).statements.values()]
    const files = new Map([['coastal.farthing', `${coastal}${text}\n`]])
    const told = compileRules({ files, signatures }).diagnostics.filter(({ code }) => code === 'R0564')
    expect(told.map(({ nearest, severity }) => [severity, nearest])).toEqual([['warning', near]])
  })

  it('that is like none is left alone, for other systems bring their own', async () => {
    const signatures = [...(await allPlugins()).statements.values()]
    const files = new Map([['coastal.farthing', `${coastal}discount loyal "L" 10% off, of parking\n`]])
    expect(compileRules({ files, signatures }).diagnostics.filter(({ code }) => code === 'R0564')).toEqual([])
  })
})
