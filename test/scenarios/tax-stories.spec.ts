import { invoicesOf, play, table } from './play.ts'
import { operator, rulesWith, vat, inPrices, german, home, bill, item, invoices } from './taxed.ts'

describe('taxes', () => {
  it('are added to prices, on the sum of the lines of a rate', async () => {
    const facts = [
      item('2026-03-01', '0.13'),
      item('2026-03-01', '0.13'),
      item('2026-03-01', '8.00', { category: 'books' }),
      home
    ]
    expect(await invoices({ rules: rulesWith(vat), facts: [...facts, bill('2026-03-01')] })).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        Item                2026-03-01..2026-03-02   8.00
        Item                2026-03-01..2026-03-02   0.13
        Item                2026-03-01..2026-03-02   0.13
        VAT 19% of 10.26                             1.95
        VAT 7% of 8.00                               0.56
        total                                       20.77
      `)
    )
  })

  it('are a part of prices that include them: lines stay as priced, and net and tax add up to them', async () => {
    const life = await play({
      rules: rulesWith(inPrices),
      facts: [home, item('2026-03-01', '1.00'), bill('2026-03-01')]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        Item                2026-03-01..2026-03-02   1.00
        VAT 19% of 9.24                              1.76
        total                                       11.00
      `)
    )
    expect(life.invoices[0]).toMatchObject({ net: '9.24', lines: [{ net: '8.40' }, { net: '0.84' }] })
    expect(life.balances.ledger).toMatchObject({ 'revenue:rent': '-8.40', 'revenue:item': '-0.84', 'tax:vat': '-1.76' })
  })

  it('may be two, each on the price', async () => {
    const rules = rulesWith('tax gst "GST" { rate 5% }', 'tax qst "QST" { rate 9.975% }')
    expect(await invoices({ rules, facts: [home, bill('2026-03-01')] })).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        GST 5% of 10.00                              0.50
        QST 9.975% of 10.00                          1.00
        total                                       11.50
      `)
    )
  })

  it('may be one on top of the other', async () => {
    const rules = rulesWith('tax gst "GST" { rate 5% }', 'tax pst "PST" { rate 10%; on top of gst }')
    expect(await invoices({ rules, facts: [home, bill('2026-03-01')] })).toEqual(
      table(`
        bill of 2026-03-01
        Home                2026-03-01..2026-04-01  10.00
        GST 5% of 10.00                              0.50
        PST 10% of 10.50                             1.05
        total                                       11.55
      `)
    )
  })

  it('are rounded on each line when the rules say so', async () => {
    const rules = rulesWith('tax vat "VAT" { rate 19%; rounded per line }')
    const facts = ['0.13', '0.13', '0.13'].map(amount => item('2026-03-01', amount))
    expect(await invoices({ rules, facts: [...facts, bill('2026-03-01')] })).toEqual(
      table(`
        bill of 2026-03-01
        Item                2026-03-01..2026-03-02   0.13
        Item                2026-03-01..2026-03-02   0.13
        Item                2026-03-01..2026-03-02   0.13
        VAT 19% of 0.39                              0.06
        total                                        0.45
      `)
    )
  })

  it('that prices include and a customer does not owe are taken out of the price', async () => {
    const exempt = { on: '2026-03-01', do: 'tax-exemption', tax: 'vat', certificate: 'E-17' }
    expect(
      await invoices({ rules: rulesWith(inPrices), facts: [exempt, item('2026-03-01', '119.00'), bill('2026-03-01')] })
    ).toEqual(
      table(`
        bill of 2026-03-01
        Item                2026-03-01..2026-03-02 100.00
        VAT 0% of 100.00                             0.00
        total                                      100.00
      `)
    )
  })

  it('leave bonds alone: they are held, not earned', async () => {
    const facts = [{ on: '2026-03-01', do: 'subscribe', plan: 'premium' }, bill('2026-03-01')]
    const life = await play({ rules: rulesWith(vat), facts })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Premium: bond       2026-03-01..2026-03-02 200.00
        Premium             2026-03-01..2026-04-01  80.00
        VAT 19% of 80.00                            15.20
        total                                      295.20
      `)
    )
    expect(life.balances).toMatchObject({ owed: '295.20', bonds: '200.00', ledger: { 'tax:vat': '-15.20' } })
  })

  it('of a negative bill make its credit larger', async () => {
    const facts = [
      home,
      bill('2026-03-01'),
      { on: '2026-03-01', known: '2026-03-10', do: 'terminate' },
      bill('2026-04-01')
    ]
    const life = await play({ rules: rulesWith(vat), facts })
    expect(invoicesOf(life).slice(-3)).toEqual(
      table(`
        Home                2026-03-01..2026-04-01 -10.00
        VAT 19% of -10.00                           -1.90
        total                                      -11.90
      `)
    )
    expect(life.balances).toMatchObject({ owed: '11.90', credit: '11.90', ledger: { 'tax:vat': '0.00' } })
  })

  it.each([
    ['JPY', '1', 'VAT 10% of 891 89', '980'],
    ['KWD', '0.001', 'VAT 10% of 9.091 0.909', '10.000']
  ])('come out even in %s', async (currency, step, tax, total) => {
    const rules = `${operator(currency, step)}tax vat "VAT" { rate 10%; included in prices }`
    const [, , said, sum] = await invoices({ rules, facts: [home, bill('2026-03-01')] })
    expect([said, sum]).toEqual([tax, `total ${total}`])
  })

  it.each([
    ['up', '9.90', 'VAT 19% of 8.31 1.59'],
    ['down', '14.90', 'VAT 19% of 12.53 2.37']
  ])('included in prices are rounded %s where the operator rounds so', async (mode, amount, tax) => {
    const rules = rulesWith(inPrices).replace('round half up', `round ${mode}`)
    const [, , said, sum] = await invoices({ rules, facts: [item('2026-03-01', amount), bill('2026-03-01')] })
    expect([said, sum]).toEqual([tax, `total ${amount}`])
  })

  it.each([
    ['down', '0.18'],
    ['half up', '0.19']
  ])('of a debit note are rounded %s as those of its invoice', async (mode, tax) => {
    const note = { on: '2026-03-02', do: 'debit-note', reason: 'billing-error' }
    const life = await play({
      rules: rulesWith(vat).replace('round half up', `round ${mode}`),
      facts: [item('2026-03-01', '0.98'), bill('2026-03-01'), { ...note, lines: [{ line: 1, amount: '0.98' }] }]
    })
    // 0.1862
    expect(life.invoices[0]?.taxes).toMatchObject([{ amount: tax }])
    expect(life.notes[0]?.taxes).toMatchObject([{ amount: tax }])
  })

  it('explain themselves on the line: rule, file and line', async () => {
    const life = await play({ rules: rulesWith(german), facts: [home, bill('2026-03-01')] })
    expect(life.invoices[0]?.lines[0]?.explanation.steps.at(-1)).toEqual({
      step: 'tax',
      detail: 'VAT 19% on 10.00',
      result: '1.900000',
      rule: { rule: 'tax vat > rate 19%', file: 'coastal.farthing', line: 22, column: 3 }
    })
  })
})
