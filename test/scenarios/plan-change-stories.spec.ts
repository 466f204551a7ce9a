import { invoicesOf, play, table } from './play.ts'

describe('a change of plan', () => {
  it('to a dearer one half way gives back 16 of 31 days and charges them at the new price', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-03-16', do: 'change', plan: 'mobile-40' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20   2026-03-01..2026-04-01   20.00
        total                                20.00
        bill of 2026-04-01
        Mobile 20   2026-03-16..2026-04-01  -10.32
        Mobile 40   2026-03-16..2026-04-01   20.65
        Mobile 40   2026-04-01..2026-05-01   40.00
        total                                50.33
      `)
    )
    const [credit, charge] = life.invoices[1]?.lines ?? []
    expect(credit).toMatchObject({ corrects: 'INV-000001:1', exact: '-10.322581' })
    expect(charge?.explanation).toMatchObject({
      rule: { rule: 'plan mobile-40 > rent', file: 'coastal.farthing' },
      amount: '20.645161'
    })
  })

  it('to a cheaper one gives back more than it charges', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-03-11', do: 'change', plan: 'mobile-20' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 40   2026-03-01..2026-04-01   40.00
        total                                40.00
        bill of 2026-04-01
        Mobile 40   2026-03-11..2026-04-01  -27.10
        Mobile 20   2026-03-11..2026-04-01   13.55
        Mobile 20   2026-04-01..2026-05-01   20.00
        total                                 6.45
      `)
    )
  })

  it('that is entered two months late corrects every month that it touches', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-03-16', known: '2026-05-10', do: 'change', plan: 'mobile-40' },
        { on: '2026-06-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(-9)).toEqual(
      table(`
        bill of 2026-06-01
        Mobile 20   2026-03-16..2026-04-01  -10.32
        Mobile 40   2026-03-16..2026-04-01   20.65
        Mobile 20   2026-04-01..2026-05-01  -20.00
        Mobile 40   2026-04-01..2026-05-01   40.00
        Mobile 20   2026-05-01..2026-06-01  -20.00
        Mobile 40   2026-05-01..2026-06-01   40.00
        Mobile 40   2026-06-01..2026-07-01   40.00
        total                                90.33
      `)
    )
  })

  it('there and back in one month charges the first plan for both its pieces on one line', async () => {
    const life = await play({
      billDay: 1,
      facts: [
        { on: '2026-04-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-04-11', do: 'change', plan: 'mobile-40' },
        { on: '2026-04-21', do: 'change', plan: 'mobile-20' },
        { on: '2026-05-01', do: 'bill' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-05-01
        Mobile 20   2026-04-01..2026-05-01   13.33
        Mobile 40   2026-04-11..2026-04-21   13.33
        Mobile 20   2026-05-01..2026-06-01   20.00
        total                                46.66
      `)
    )
  })

  it('does not ask for the setup again, and the last of two changes on a day holds', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'starter' },
        { on: '2026-04-01', do: 'change', plan: 'mobile-20' },
        { on: '2026-04-01', known: '2026-04-02', do: 'change', plan: 'mobile-40' },
        { on: '2026-05-01', known: '2026-05-01', do: 'change', plan: 'starter' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Starter: setup   2026-03-01..2026-03-02   10.00
        Starter          2026-03-01..2026-04-01   20.00
        total                                     30.00
        bill of 2026-04-01
        Mobile 20        2026-04-01..2026-05-01   20.00
        total                                     20.00
        bill of 2026-05-01
        Mobile 20        2026-04-01..2026-05-01  -20.00
        Mobile 40        2026-04-01..2026-05-01   40.00
        Starter          2026-05-01..2026-06-01   20.00
        total                                     40.00
      `)
    )
    expect(life.dropped).toEqual([
      { fact: 'fact-000002', reason: 'overtaken-same-day', detail: 'fact-000003, known later, holds on 2026-04-01' }
    ])
  })
})

describe('two changes inside one cycle', () => {
  it('both appear, and what was dropped is reported', async () => {
    const life = await play({
      billDay: 1,
      facts: [
        { on: '2026-06-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-06-11', do: 'change', plan: 'mobile-40' },
        { on: '2026-06-21', do: 'change', plan: 'starter' },
        { on: '2026-06-21', known: '2026-06-22', do: 'change', plan: 'landline' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(3)).toEqual(
      table(`
        bill of 2026-07-01
        Mobile 20   2026-06-11..2026-07-01  -13.33
        Mobile 40   2026-06-11..2026-06-21   13.33
        Landline    2026-06-21..2026-07-01   10.00
        total                                10.00
      `)
    )
    expect(JSON.stringify(life)).toContain('overtaken-same-day')
  })
})
