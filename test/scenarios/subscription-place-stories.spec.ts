// A business with lines in two provinces: each line is taxed where it is, what is charged to the account where the account is.
import { invoicesOf, table } from './play.ts'
import { bill, item } from './taxed.ts'
import { billed, firm, inQuebec, parking, place, refusedOf, told } from './two-provinces.ts'

describe('a subscription with a place of its own', () => {
  it('is taxed there, whatever it is charged for, and the rest where the account is', async () => {
    const facts = [
      ...firm,
      inQuebec('2026-03-01'),
      { on: '2026-03-01', do: 'add-charge', as: 'branch', charge: 'router' },
      { on: '2026-03-01', do: 'feature', as: 'branch', feature: 'mailbox', state: 'on' },
      item('2026-03-02', '8.00', { as: 'branch' }),
      item('2026-03-02', '4.00'),
      { on: '2026-03-03', do: 'receive-charge', as: 'branch', ...parking },
      { at: '2026-03-04T10:00', do: 'use', as: 'branch', service: 'voice', quantity: '300 s', to: '+15145550100' },
      { at: '2026-03-04T10:00', do: 'use', as: 'office', service: 'voice', quantity: '60 s', to: '+15145550100' },
      bill('2026-04-01')
    ]
    expect(await billed(...facts)).toEqual(
      table(`
        bill of 2026-04-01
        Router    2026-03-01..2026-04-01   10.00
        Line      2026-03-01..2026-04-01   31.00
        Mailbox   2026-03-01..2026-04-01    3.00
        Item      2026-03-02..2026-03-03    8.00
        Parking   2026-03-03..2026-03-04    6.00
        Router    2026-04-01..2026-05-01   10.00
        Line      2026-04-01..2026-05-01   31.00
        Mailbox   2026-04-01..2026-05-01    3.00
        Voice     2026-03-01..2026-04-01    3.00
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        Voice     2026-03-01..2026-04-01    0.60
        Item      2026-03-02..2026-03-03    4.00
        GST 5% of 171.60                    8.58
        PST 7% of 66.60                     4.66
        QST 10% of 105.00                  10.50
        total                             195.34
      `)
    )
  })

  it('is charged anew when its place is told late, and nothing else is', async () => {
    const late = inQuebec('2026-04-01', { known: '2026-04-20' })
    const facts = [...firm, bill('2026-03-01'), bill('2026-04-01'), late, bill('2026-05-01')]
    expect(await billed(...facts)).toEqual(
      table(`
        bill of 2026-03-01
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-03-01..2026-04-01   31.00
        GST 5% of 62.00                     3.10
        PST 7% of 62.00                     4.34
        total                              69.44
        bill of 2026-04-01
        Line      2026-04-01..2026-05-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 62.00                     3.10
        PST 7% of 62.00                     4.34
        total                              69.44
        bill of 2026-05-01
        Line      2026-04-01..2026-05-01  -31.00
        Line      2026-04-01..2026-05-01   31.00
        Line      2026-05-01..2026-06-01   31.00
        Line      2026-05-01..2026-06-01   31.00
        GST 5% of 62.00                     3.10
        PST 7% of 0.00                      0.00
        QST 10% of 62.00                    6.20
        total                              71.30
      `)
    )
  })

  it('stays where it is when the account goes elsewhere, and where the account is until it has a place', async () => {
    const facts = [...firm, inQuebec('2026-03-15'), place('2026-04-15', 'US'), bill('2026-04-01'), bill('2026-05-01')]
    expect(await billed(...facts)).toEqual(
      table(`
        bill of 2026-04-01
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        Line      2026-03-01..2026-04-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 124.00                    6.20
        PST 7% of 93.00                     6.51
        QST 10% of 31.00                    3.10
        total                             139.81
        bill of 2026-05-01
        Line      2026-05-01..2026-06-01   31.00
        Line      2026-05-01..2026-06-01   31.00
        GST 5% of 31.00                     1.55
        QST 10% of 31.00                    3.10
        total                              66.65
      `)
    )
  })

  it('sees nothing of a place with the same taxes', async () => {
    const same = place('2026-03-01', 'CA-BC', { as: 'branch', known: '2026-03-10' })
    const facts = [...firm, bill('2026-03-01'), same, bill('2026-03-20')]
    expect((await billed(...facts)).filter(line => line.startsWith('bill'))).toEqual(['bill of 2026-03-01'])
  })

  it('has the place of a day that was told last', async () => {
    const wrong = inQuebec('2026-03-01', { known: '2026-03-05' })
    const right = place('2026-03-01', 'CA-BC', { as: 'branch', known: '2026-03-06' })
    const life = await told([...firm, bill('2026-03-01'), wrong, right, bill('2026-04-01')])
    expect(invoicesOf(life).slice(-5)).toEqual(
      table(`
        Line      2026-04-01..2026-05-01   31.00
        Line      2026-04-01..2026-05-01   31.00
        GST 5% of 62.00                     3.10
        PST 7% of 62.00                     4.34
        total                              69.44
      `)
    )
  })

  it('shares a discount of the whole bill, with the taxes of each share', async () => {
    const facts = [...firm, inQuebec('2026-03-01'), { on: '2026-03-01', do: 'grant-discount', discount: 'loyal' }]
    expect(await billed(...facts, bill('2026-03-01'))).toEqual(
      table(`
        bill of 2026-03-01
        Line      2026-03-01..2026-04-01   31.00
        Loyal     2026-03-01..2026-04-01  -10.25
        Line      2026-03-01..2026-04-01   31.00
        Loyal     2026-03-01..2026-04-01  -10.25
        GST 5% of 41.50                     2.08
        PST 7% of 20.75                     1.45
        QST 10% of 20.75                    2.08
        total                              47.11
      `)
    )
  })

  it('says in its explanation whose place it was, and the account of its own', async () => {
    const life = await told([...firm, inQuebec('2026-03-01'), bill('2026-03-01')])
    const steps = life.invoices[0]?.lines.map(({ explanation }) =>
      explanation.steps.filter(({ step }) => step === 'tax').map(({ detail, result }) => `${detail}: ${result}`)
    )
    expect(steps).toEqual([
      ['where the subscription is since 2026-03-01: CA-QC', 'GST 5% on 31.00: 1.550000', 'QST 10% on 31.00: 3.100000'],
      ['where the account is since 2026-03-01: CA-BC', 'GST 5% on 31.00: 1.550000', 'PST 7% on 31.00: 2.170000']
    ])
  })

  it('pays while it is used with the taxes of its place', async () => {
    const topUp = { on: '2026-03-02', do: 'top-up', amount: '50.00' }
    const heldAfter = async (as: string): Promise<string[]> => {
      const call = { at: '2026-03-03T10:00', do: 'use', as, service: 'voice', quantity: '600 s', to: '+15145550100' }
      const { balances } = await told([...firm, inQuebec('2026-03-01'), topUp, call])
      return balances.pockets.map(({ balance }) => balance)
    }
    expect([await heldAfter('office'), await heldAfter('branch')]).toEqual([['43.280000'], ['43.100000']])
  })

  it('has none before it began', async () => {
    expect(refusedOf(await told([...firm, inQuebec('2026-02-28', { known: '2026-03-02' })]))).toEqual([
      "tax-place: 'branch' begins on 2026-03-01"
    ])
    expect(refusedOf(await told([...firm, inQuebec('2026-03-01')]))).toEqual([])
  })

  it('cannot be one that nobody subscribed', async () => {
    const unknown = place('2026-03-01', 'CA-QC', { as: 'brunch' })
    await expect(told([...firm, unknown])).rejects.toThrow('there is no subscription "brunch"; did you mean "branch"?')
  })
})
