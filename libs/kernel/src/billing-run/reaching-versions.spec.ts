// A version that holds retroactively corrects what bill runs have billed; one for new customers leaves the others alone.
import { billOn, type OpenedBillingAccount, openAccounts, publishRules, putUsage } from '@farthing/testing'
import { sampleRules, type TestKernel, testKernel } from '@farthing/testing'
import { jest } from '@jest/globals'

const tariff = (dates: string, price: string): string => `
tariff texts for sms {
  ${dates}
  rates {
    | price |
    | ${price} per sms |
  }
}
`

const plan = (dates: string, rent: string): string => `
plan home "Home" {
  ${dates}
  rent ${rent} per month in advance, prorated by day
  tariff texts
}
`

const old = tariff('from 2025-01-01', '0.20') + plan('from 2025-01-01', '30.00')

jest.setTimeout(60_000)

describe('versions that reach back', () => {
  let app: TestKernel
  let account: OpenedBillingAccount | undefined

  beforeAll(async () => {
    app = await testKernel({ now: '2026-01-01T00:00:00Z' })
    await publishRules(app, sampleRules(old))
    ;[account] = await openAccounts(app, [{ billDay: 1, from: '2026-01-01', plans: ['home'] }])
  })
  afterAll(() => app.close())

  const bill = async (date: string): Promise<string[]> => {
    const found = await billOn(app, account?.number, date)
    return (found?.lines ?? []).map(({ amount, description, from }) => `${description} ${from} ${Number(amount) / 1e6}`)
  }

  const write = (known: string, at: string, quantity: number) =>
    putUsage(app, known, [
      {
        ...{ account: account?.id ?? '', subscription: account?.subscriptions[0] ?? '', plan: 'home' },
        ...{ service: 'sms', to: '61412345678', at, quantity }
      }
    ])

  it('correct rent and usage on the first bill from their day on, once', async () => {
    await write('2026-01-10T00:00:00Z', '2026-01-09T10:00:00+11:00', 10)
    await write('2026-01-20T00:00:00Z', '2026-01-19T10:00:00+11:00', 10)
    expect(await bill('2026-02-01')).toEqual(['Home 2026-01-01 30', 'Home 2026-02-01 30', 'Sms 2026-01-01 4'])
    const reaching =
      tariff('from 2025-01-01 until 2026-02-15', '0.20') +
      tariff('from 2026-02-15\n  holds retroactively from 2026-01-15', '0.10') +
      plan('from 2025-01-01 until 2026-02-15', '30.00') +
      plan('from 2026-02-15\n  holds retroactively from 2026-02-01', '28.00')
    await publishRules(app, sampleRules(reaching), '2026-02-15')
    expect(await bill('2026-03-01')).toEqual(['Home 2026-02-01 -2', 'Home 2026-03-01 28', 'Sms 2026-01-01 -1'])
    expect(await bill('2026-04-01')).toEqual(['Home 2026-04-01 28'])
  })

  it('are undone by a publication that takes them back, and not by one that keeps them', async () => {
    const home = (since: (day: string) => string, rent: string): string =>
      tariff('from 2025-01-01 until 2026-02-15', '0.20') +
      tariff(`from 2026-02-15${since('2026-01-15')}`, '0.10') +
      plan('from 2025-01-01 until 2026-02-15', '30.00') +
      plan(`from 2026-02-15${since('2026-02-01')}`, rent)
    const kept = home(day => `\n  holds retroactively from ${day}`, '29.00')
    const withdrawn = home(() => '', '28.00')
    await publishRules(app, sampleRules(kept), '2026-05-01')
    expect(await bill('2026-05-01')).toEqual(['Home 2026-05-01 29'])
    app.clock.moveTo('2026-05-20T00:00:00Z')
    for (const from of ['2026-02-15', '2026-05-01']) await publishRules(app, sampleRules(withdrawn), from)
    expect(await bill('2026-06-01')).toEqual([
      'Home 2026-02-01 2',
      'Home 2026-05-01 -1',
      'Home 2026-06-01 28',
      'Sms 2026-01-01 1'
    ])
  })
})
