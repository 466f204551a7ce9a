import { invoicesOf, play, table } from './play.ts'
import { rulesWith, vat, german, home, bill, invoices } from './taxed.ts'

describe('taxes', () => {
  it('change their rate in the middle of a month: in advance the first day counts, in arrears the last', async () => {
    const office = { on: '2026-03-01', do: 'subscribe', plan: 'office' }
    expect(
      await invoices({ rules: rulesWith(german), facts: [home, office, bill('2026-03-01'), bill('2026-04-01')] })
    ).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        VAT 19% of 10.00                             1.90
        total                                       11.90
        bill of 2026-04-01
        Home                2026-04-01..2026-05-01  10.00
        Office              2026-03-01..2026-04-01  30.00
        VAT 16% of 40.00                             6.40
        total                                       46.40
      `)
    )
  })

  it('of a line that is corrected after the rate has changed are those that the line had', async () => {
    const facts = [home, bill('2026-03-01'), { on: '2026-03-21', do: 'change', plan: 'premium' }, bill('2026-04-01')]
    expect(await invoices({ rules: rulesWith(german), facts })).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        VAT 19% of 10.00                             1.90
        total                                       11.90
        bill of 2026-04-01
        Home                2026-03-21..2026-04-01  -3.55
        Premium: bond       2026-03-21..2026-03-22  200.00
        Premium             2026-03-21..2026-04-01  28.39
        Premium             2026-04-01..2026-05-01  80.00
        VAT 19% of -3.55                            -0.67
        VAT 16% of 108.39                           17.34
        total                                      321.51
      `)
    )
  })

  it('stay as they were when new rules come: only days from then on bear the new rate', async () => {
    const facts = [
      home,
      bill('2026-03-01'),
      { on: '2026-04-01', do: 'publish', rules: 'dearer' },
      bill('2026-04-01'),
      { on: '2026-03-01', known: '2026-04-10', do: 'terminate' },
      bill('2026-05-01')
    ]
    const ruleSets = { dearer: (text: string) => text.replace('rate 19%', 'rate 21%') }
    expect(await invoices({ rules: rulesWith(vat), ruleSets, facts })).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        VAT 19% of 10.00                             1.90
        total                                       11.90
        bill of 2026-04-01
        Home                2026-04-01..2026-05-01  10.00
        VAT 21% of 10.00                             2.10
        total                                       12.10
        bill of 2026-05-01
        Home                2026-03-01..2026-04-01 -10.00
        Home                2026-04-01..2026-05-01 -10.00
        VAT 21% of -10.00                           -2.10
        VAT 19% of -10.00                           -1.90
        total                                      -24.00
      `)
    )
  })

  it('that need not be paid, as is learned late, are credited with their line, which is charged anew without', async () => {
    const exempt = {
      on: '2026-03-01',
      known: '2026-03-20',
      do: 'tax-exemption',
      tax: 'vat',
      certificate: 'E-17',
      until: '2026-05-01'
    }
    const life = await play({ rules: rulesWith(vat), facts: [home, bill('2026-03-01'), exempt, bill('2026-04-01')] })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        VAT 19% of 10.00                             1.90
        total                                       11.90
        bill of 2026-04-01
        Home                2026-03-01..2026-04-01 -10.00
        Home                2026-03-01..2026-04-01  10.00
        Home                2026-04-01..2026-05-01  10.00
        VAT 19% of -10.00                           -1.90
        VAT 0% of 20.00                              0.00
        total                                        8.10
      `)
    )
    expect(life.invoices[1]?.taxes[1]).toMatchObject({ code: 'E', reason: 'Exempt by certificate E-17' })
    expect(life.invoices[1]?.lines[0]).toMatchObject({ corrects: 'INV-000001:1' })
  })

  it('are turned round for a business elsewhere, and have nothing to say of others elsewhere', async () => {
    const at = (place: string, taxId?: string) => ({
      on: '2026-03-01',
      do: 'tax-place',
      place,
      ...(taxId && { taxId })
    })
    const codes = async (...places: readonly object[]): Promise<string[]> => {
      const life = await play({ rules: rulesWith(german), facts: [...places, home, bill('2026-03-01')] })
      return life.invoices.flatMap(({ taxes, total }) => [
        ...taxes.map(({ code, reason }) => `${code} ${reason ?? ''}`),
        total
      ])
    }
    expect(await codes(at('FR', 'FR123'))).toEqual(['AE Reverse charge', '10.00'])
    expect(await codes(at('FR'))).toEqual(['10.00'])
    expect(await codes(at('CH'))).toEqual(['O Not subject to tax', '10.00'])
    expect(await codes(at('DE', 'DE123'))).toEqual(['S ', '11.90'])
    expect(await codes()).toEqual(['S ', '11.90'])
  })

  it('follow a customer who moves, from the day of the move on, also when that is told late', async () => {
    const moved = { on: '2026-04-01', known: '2026-04-20', do: 'tax-place', place: 'FR', taxId: 'FR123' }
    expect(
      await invoices({
        rules: rulesWith(german),
        facts: [home, bill('2026-03-01'), bill('2026-04-01'), moved, bill('2026-05-01')]
      })
    ).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        VAT 19% of 10.00                             1.90
        total                                       11.90
        bill of 2026-04-01
        Home                2026-04-01..2026-05-01  10.00
        VAT 16% of 10.00                             1.60
        total                                       11.60
        bill of 2026-05-01
        Home                2026-04-01..2026-05-01 -10.00
        Home                2026-04-01..2026-05-01  10.00
        Home                2026-05-01..2026-06-01  10.00
        VAT 16% of -10.00                           -1.60
        VAT 0% of 20.00                              0.00
        total                                        8.40
      `)
    )
  })

  it('that cannot be told park the account: nothing is guessed', async () => {
    const rules = rulesWith(german, 'tax tva "TVA" { in FR; rate 20% }')
    const life = await play({ rules, facts: [home, bill('2026-03-01')] })
    expect(life.parked).toEqual([
      {
        reason: 'tax-place',
        detail: 'taxes are due in DE, FR, and the account has no place of supply on 2026-03-01: tell its tax place'
      }
    ])
  })
})
