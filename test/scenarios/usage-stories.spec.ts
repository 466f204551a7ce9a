import { invoicesOf, play, table } from './play.ts'

const number = '+61400000001'
const call = (at: string, quantity: string, more: object = {}): object => ({
  at,
  do: 'use',
  service: 'voice',
  quantity,
  to: '+61293334444',
  ...more
})

describe('usage', () => {
  it('is on the bill after the month in which it started, one line for each zone, rounded once', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: number },
        call('2026-03-02T10:00', '61s'),
        call('2026-03-02T21:00', '61s'),
        call('2026-03-03T10:00', '31s', { to: '0412 345 678' }),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ amount, bands, billed, zone }) => [zone, bands, billed, amount])).toEqual([
      ['national', 'peak', '1 min 30 s', '0.765000'],
      ['national', 'offpeak', '1 min 30 s', '0.570000'],
      ['mobile', expect.any(String), '36 s', '0.570000']
    ])
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Talk              2026-03-01..2026-04-01   10.00
        total                                      10.00
        bill of 2026-04-01
        Talk              2026-04-01..2026-05-01   10.00
        Voice, mobile     2026-03-01..2026-04-01    0.57
        Voice, national   2026-03-01..2026-04-01    1.34
        total                                      11.91
      `)
    )
  })

  it('that is reported late is charged on the next bill, in its own month', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: number },
        call('2026-03-20T10:00', '61s', { known: '2026-04-05T09:00' }),
        call('2026-04-06T10:00', '61s'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Talk              2026-03-01..2026-04-01   10.00
        total                                      10.00
        bill of 2026-04-01
        Talk              2026-04-01..2026-05-01   10.00
        total                                      10.00
        bill of 2026-05-01
        Talk              2026-05-01..2026-06-01   10.00
        Voice, national   2026-03-01..2026-04-01    0.77
        Voice, national   2026-04-01..2026-05-01    0.77
        total                                      11.54
      `)
    )
  })

  it('that a plan includes costs nothing until it is used up, and then what is left of the call', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'talk-more', as: number },
        call('2026-03-02T10:00', '8 min'),
        call('2026-03-03T10:00', '5 min'),
        call('2026-04-03T10:00', '9 min'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ amount, covered, net }) => [amount, covered, net])).toEqual([
      ['2.390000', '8 min', '0.000000'],
      ['1.640000', '2 min', '1.140000'],
      ['2.640000', '9 min', '0.000000']
    ])
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Talk More         2026-03-01..2026-04-01   15.00
        total                                      15.00
        bill of 2026-04-01
        Talk More         2026-04-01..2026-05-01   15.00
        Voice, national   2026-03-01..2026-04-01    1.14
        total                                      16.14
        bill of 2026-05-01
        Talk More         2026-05-01..2026-06-01   15.00
        total                                      15.00
      `)
    )
  })

  it('that nothing prices or nobody owns is kept apart with its reason, never free', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: number },
        call('2026-03-02T10:00', '61s', { to: '+4930123456' }),
        call('2026-03-02T10:00', '61s', { service: 'data' }),
        call('2026-03-02T10:00', '61s', { from: '+61499999999' }),
        call('2026-02-02T10:00', '61s'),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ status, reason, amount }) => [status, reason, amount])).toEqual([
      ['quarantined', 'unknown-subscriber', null],
      ['quarantined', 'no-zone', null],
      ['quarantined', 'no-tariff', null],
      ['quarantined', 'unknown-subscriber', null]
    ])
    expect(life.invoices.at(-1)?.total).toBe('10.00')
  })

  it('is billed by the version of the plan that held when it started, in the middle of a cycle and after it', async () => {
    const twoVersions = (text: string): string => `${text.replace(
      'plan talk "Talk" {',
      'plan talk "Talk" {\n  from 2026-01-01 until 2026-03-10'
    )}
tariff voice-dear for voice {
  from 2026-01-01
  one zone any
  rates {
    | price           |
    | 0.50 per minute |
  }
}

plan talk "Talk" {
  from 2026-03-10
  rent 10.00 per month
  tariff voice-dear
}
`
    const life = await play({
      ruleSets: { versions: twoVersions },
      facts: [
        { on: '2026-01-01', do: 'publish', rules: 'versions' },
        { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: number },
        call('2026-03-09T10:00', '60s'),
        call('2026-03-10T10:00', '60s'),
        call('2026-04-20T10:00', '60s'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).filter(line => line.startsWith('Voice'))).toEqual([
      'Voice, any 2026-03-01..2026-04-01 0.50',
      'Voice, national 2026-03-01..2026-04-01 0.64',
      'Voice, any 2026-04-01..2026-05-01 0.50'
    ])
  })

  it('gives the allowance of a plan once in a cycle, though the plan was left and came back', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'talk-more', as: number },
        call('2026-03-02T10:00', '8 min'),
        { on: '2026-03-05', do: 'change', plan: 'talk' },
        { on: '2026-03-10', do: 'change', plan: 'talk-more' },
        call('2026-03-12T10:00', '8 min'),
        call('2026-03-13T10:00', '61s'),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ covered, net }) => [covered, net])).toEqual([
      ['8 min', '0.000000'],
      ['2 min', '1.890000'],
      ['0 s', '0.765000']
    ])
  })
})
