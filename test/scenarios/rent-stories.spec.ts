import { invoicesOf, play, table } from './play.ts'

describe('rent', () => {
  it('of a first month that is begun on the tenth is charged for its 22 days of 31, with the whole next month', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-10', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Mobile 40   2026-03-10..2026-04-01   28.39
        Mobile 40   2026-04-01..2026-05-01   40.00
        total                                68.39
        bill of 2026-05-01
        Mobile 40   2026-05-01..2026-06-01   40.00
        total                                40.00
      `)
    )
  })

  it('of a bill day 31 falls on the last day of shorter months and comes back to the 31st', async () => {
    const life = await play({
      billDay: 31,
      facts: [
        { on: '2026-01-31', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-05-30', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-01-31
        Mobile 40   2026-01-31..2026-02-28   40.00
        total                                40.00
        bill of 2026-02-28
        Mobile 40   2026-02-28..2026-03-31   40.00
        total                                40.00
        bill of 2026-03-31
        Mobile 40   2026-03-31..2026-04-30   40.00
        total                                40.00
        bill of 2026-04-30
        Mobile 40   2026-04-30..2026-05-31   40.00
        total                                40.00
      `)
    )
  })

  it('over a leap day: from 30 January to 29 February are 30 days, 19 of them are charged', async () => {
    const life = await play({
      billDay: 30,
      facts: [
        { on: '2028-02-10', do: 'subscribe', plan: 'mobile-40' },
        { on: '2028-03-30', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2028-02-29
        Mobile 40   2028-02-10..2028-02-29   25.33
        Mobile 40   2028-02-29..2028-03-30   40.00
        total                                65.33
        bill of 2028-03-30
        Mobile 40   2028-03-30..2028-04-30   40.00
        total                                40.00
      `)
    )
  })

  it('of a quarter in advance begins with 80 of its 89 days and is billed again after three months', async () => {
    const life = await play({
      facts: [
        { on: '2026-02-10', do: 'subscribe', plan: 'business' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Business    2026-02-10..2026-05-01   80.90
        total                                80.90
        bill of 2026-05-01
        Business    2026-05-01..2026-08-01   90.00
        total                                90.00
      `)
    )
  })

  it('in arrears is billed when the period has ended, the last days after the end', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-16', do: 'subscribe', plan: 'landline' },
        { on: '2026-05-11', do: 'terminate' },
        { on: '2026-07-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Landline    2026-03-16..2026-04-01   15.48
        total                                15.48
        bill of 2026-05-01
        Landline    2026-04-01..2026-05-01   30.00
        total                                30.00
        bill of 2026-06-01
        Landline    2026-05-01..2026-05-11    9.68
        total                                 9.68
      `)
    )
  })

  it('of a year counts from the day of subscription and gives back what is not used', async () => {
    const life = await play({
      billDay: 15,
      facts: [
        { on: '2026-03-20', do: 'subscribe', plan: 'anniversary' },
        { on: '2026-12-20', do: 'terminate' },
        { on: '2027-05-15', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-15
        Anniversary 2026-03-20..2027-03-20   365.00
        total                                365.00
        bill of 2027-01-15
        Anniversary 2026-12-20..2027-03-20   -90.00
        total                                -90.00
      `)
    )
    expect(life.balances).toMatchObject({ owed: '365.00', credit: '90.00' })
  })

  it('of a subscription that ended before its first bill is charged for its five days, once', async () => {
    const life = await play({
      billDay: 15,
      facts: [
        { on: '2026-03-05', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-03-10', do: 'terminate' },
        { on: '2026-06-15', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-15
        Mobile 40   2026-03-05..2026-03-10    7.14
        total                                 7.14
      `)
    )
    expect(life.services).toEqual([
      {
        subscription: 'mobile-40',
        plan: 'mobile-40',
        state: 'terminated',
        since: '2026-03-10',
        identities: ['mobile-40'],
        features: [],
        restrictions: [],
        remaining: []
      }
    ])
  })

  it('goes on while the service is suspended', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-03-10', do: 'suspend' },
        { on: '2026-04-20', do: 'resume' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 40   2026-03-01..2026-04-01   40.00
        total                                40.00
        bill of 2026-04-01
        Mobile 40   2026-04-01..2026-05-01   40.00
        total                                40.00
        bill of 2026-05-01
        Mobile 40   2026-05-01..2026-06-01   40.00
        total                                40.00
      `)
    )
    expect(life.services).toMatchObject([{ state: 'active', since: '2026-04-20' }])
  })

  it('of a newer price reaches a running subscription with its next period', async () => {
    const life = await play({
      ruleSets: { dearer: text => text.replace('rent 20.00 per month in advance', 'rent 25.00 per month in advance') },
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' },
        { on: '2026-04-10', do: 'publish', rules: 'dearer' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20   2026-03-01..2026-04-01   20.00
        total                                20.00
        bill of 2026-04-01
        Mobile 20   2026-04-01..2026-05-01   20.00
        total                                20.00
        bill of 2026-05-01
        Mobile 20   2026-05-01..2026-06-01   25.00
        total                                25.00
      `)
    )
  })
})
