import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = coastal
  .replace('due 14 days after issue', 'due 14 days after issue\n  carry forward invoices below 5.00')
  .concat(`
plan pay-per-use "Pay per use" {
  tariff voice-standard
}

plan small "Small" {
  rent 3.00 per month in arrears, prorated by day
}
`)
const call = (at: string) => ({ at, do: 'use', service: 'voice', quantity: '2 min', to: '+61293334444' })
const told = (life: Awaited<ReturnType<typeof play>>) =>
  life.messages.flatMap(({ kind, on, text }) => (kind === 'carried-forward' ? [`${on} ${text}`] : []))

describe('a bill below the minimum', () => {
  it('is not made: its lines stay open until there is enough', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-01-01', do: 'subscribe', plan: 'small' },
        { on: '2026-03-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Small  2026-01-01..2026-02-01 3.00
        Small  2026-02-01..2026-03-01 3.00
        total 6.00
      `)
    )
    expect(told(life)).toEqual(['2026-02-01 3.00 AUD is below the minimum of an invoice and stays open'])
    expect(life.invoices[0]).toMatchObject({ from: '2026-01-01', until: '2026-03-01' })
  })

  it('keeps usage in its own cycle', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-01-01', do: 'subscribe', plan: 'pay-per-use' },
        ...['2026-01-10T22:00', '2026-02-10T22:00', '2026-02-11T22:00', '2026-03-10T22:00'].map(call),
        ...['2026-03-11T22:00', '2026-03-12T22:00', '2026-03-13T22:00', '2026-03-14T22:00'].map(call),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(told(life)).toEqual([
      '2026-02-01 0.63 AUD is below the minimum of an invoice and stays open',
      '2026-03-01 1.89 AUD is below the minimum of an invoice and stays open'
    ])
    expect(
      life.invoices.map(({ date, lines, total }) => [date, total, lines.map(({ amount, from }) => `${from} ${amount}`)])
    ).toEqual([['2026-04-01', '5.04', ['2026-01-01 0.63', '2026-02-01 1.26', '2026-03-01 3.15']]])
  })

  it('is made when the last subscription has ended, whatever it comes to', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-01-01', do: 'subscribe', plan: 'small' },
        { on: '2026-02-11', do: 'terminate' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Small  2026-01-01..2026-02-01 3.00
        Small  2026-02-01..2026-02-11 1.07
        total 4.07
      `)
    )
  })

  it('is made when it is asked for by hand, and when it gives something back', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-01-01', do: 'subscribe', plan: 'small' },
        { on: '2026-02-05', do: 'bill' },
        { on: '2026-02-20', do: 'credit', amount: '4.00' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-02-05
        Small  2026-01-01..2026-02-01 3.00
        total 3.00
        bill of 2026-03-01
        Small  2026-02-01..2026-03-01 3.00
        Credit 2026-02-20..2026-02-21 -4.00
        total -1.00
      `)
    )
    expect(told(life).map(text => text.slice(0, 10))).toEqual(['2026-02-01', '2026-04-01'])
  })
})
