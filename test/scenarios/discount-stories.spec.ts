// What a customer is granted, begun and ended on any day, told late, and what is refused.
import { invoicesOf, play, table } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
discount loyal "Loyalty" 10% off, of rent
discount half "Half price" 50% off, first 3 cycles
discount five "Five off" takes 5.00 off per cycle
discount early "Early" 50% off, of rent, until 2026-03-16
discount later "Later" 50% off, of rent, from 2026-03-16
discount months "Two months" 100% off, of rent, for 2 months
`
const mobile = (as = 's1', on = '2026-03-01'): object => ({ on, do: 'subscribe', as, plan: 'mobile-20' })
const grant = (on: string, discount: string, more: object = {}): object => ({
  on,
  do: 'grant-discount',
  discount,
  ...more
})
const end = (on: string, discount: string, more: object = {}): object => ({ on, do: 'end-discount', discount, ...more })
const until = (on: string): object => ({ on, do: 'advance' })
const lived = async (billDay: number, facts: readonly object[]): Promise<string[]> =>
  invoicesOf(await play({ rules, billDay, facts }))

describe('a discount', () => {
  it('is of the days on which it is held, and what was billed too much comes back', async () => {
    const facts = [mobile(), grant('2026-03-16', 'loyal'), end('2026-04-16', 'loyal'), until('2026-05-01')]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01   20.00
        total                                         20.00
        bill of 2026-04-01
        Loyalty: Mobile 20   2026-03-16..2026-04-01   -1.03
        Mobile 20            2026-04-01..2026-05-01   20.00
        Loyalty: Mobile 20   2026-04-01..2026-05-01   -2.00
        total                                         16.97
        bill of 2026-05-01
        Loyalty: Mobile 20   2026-04-16..2026-05-01    1.00
        Mobile 20            2026-05-01..2026-06-01   20.00
        total                                         21.00
      `)
    )
  })

  it('takes nothing from the days of another', async () => {
    const facts = [mobile(), grant('2026-03-01', 'early'), grant('2026-03-01', 'later'), until('2026-03-02')]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01   20.00
        Early: Mobile 20     2026-03-01..2026-03-16   -4.84
        Later: Mobile 20     2026-03-16..2026-04-01   -5.16
        total                                         10.00
      `)
    )
  })

  it('told late is that told in time', async () => {
    const facts = [mobile(), grant('2026-03-01', 'loyal', { as: 's1', known: '2026-04-10' }), until('2026-05-01')]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01   20.00
        total                                         20.00
        bill of 2026-04-01
        Mobile 20            2026-04-01..2026-05-01   20.00
        total                                         20.00
        bill of 2026-05-01
        Loyalty: Mobile 20   2026-03-01..2026-04-01   -2.00
        Loyalty: Mobile 20   2026-04-01..2026-05-01   -2.00
        Mobile 20            2026-05-01..2026-06-01   20.00
        Loyalty: Mobile 20   2026-05-01..2026-06-01   -2.00
        total                                         14.00
      `)
    )
  })

  it('holds in its first cycles, that of the grant among them, at the end of the month too', async () => {
    const facts = [mobile('s1', '2026-01-31'), grant('2026-02-27', 'half'), until('2026-05-31')]
    expect(await lived(31, facts)).toEqual(
      table(`
        bill of 2026-01-31
        Mobile 20               2026-01-31..2026-02-28    20.00
        total                                             20.00
        bill of 2026-02-28
        Half price: Mobile 20   2026-02-27..2026-02-28    -0.36
        Mobile 20               2026-02-28..2026-03-31    20.00
        Half price: Mobile 20   2026-02-28..2026-03-31   -10.00
        total                                              9.64
        bill of 2026-03-31
        Mobile 20               2026-03-31..2026-04-30    20.00
        Half price: Mobile 20   2026-03-31..2026-04-30   -10.00
        total                                             10.00
        bill of 2026-04-30
        Mobile 20               2026-04-30..2026-05-31    20.00
        total                                             20.00
        bill of 2026-05-31
        Mobile 20               2026-05-31..2026-06-30    20.00
        total                                             20.00
      `)
    )
  })

  it('for months ends on the day of the month, or the last of a shorter one', async () => {
    const facts = [mobile('s1', '2025-12-31'), grant('2025-12-31', 'months'), until('2026-03-31')]
    expect(await lived(31, facts)).toEqual(
      table(`
        bill of 2025-12-31
        Mobile 20               2025-12-31..2026-01-31    20.00
        Two months: Mobile 20   2025-12-31..2026-01-31   -20.00
        total                                              0.00
        bill of 2026-01-31
        Mobile 20               2026-01-31..2026-02-28    20.00
        Two months: Mobile 20   2026-01-31..2026-02-28   -20.00
        total                                              0.00
        bill of 2026-02-28
        Mobile 20               2026-02-28..2026-03-31    20.00
        total                                             20.00
        bill of 2026-03-31
        Mobile 20               2026-03-31..2026-04-30    20.00
        total                                             20.00
      `)
    )
  })

  it('follows a change of plan in the middle of a cycle', async () => {
    const facts = [
      mobile(),
      grant('2026-03-01', 'loyal'),
      { on: '2026-03-16', do: 'change', as: 's1', plan: 'mobile-40' },
      until('2026-04-01')
    ]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01    20.00
        Loyalty: Mobile 20   2026-03-01..2026-04-01    -2.00
        total                                          18.00
        bill of 2026-04-01
        Mobile 20            2026-03-16..2026-04-01   -10.32
        Loyalty: Mobile 20   2026-03-16..2026-04-01     1.03
        Mobile 40            2026-03-16..2026-04-01    20.65
        Loyalty: Mobile 40   2026-03-16..2026-04-01    -2.07
        Mobile 40            2026-04-01..2026-05-01    40.00
        Loyalty: Mobile 40   2026-04-01..2026-05-01    -4.00
        total                                          45.29
      `)
    )
  })

  it('that takes off all leaves nothing, and an end of the subscription takes both back', async () => {
    const facts = [
      mobile(),
      grant('2026-03-01', 'months'),
      { on: '2026-03-11', do: 'terminate', as: 's1', known: '2026-03-20' },
      until('2026-04-01')
    ]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20               2026-03-01..2026-04-01    20.00
        Two months: Mobile 20   2026-03-01..2026-04-01   -20.00
        total                                              0.00
        bill of 2026-04-01
        Mobile 20               2026-03-11..2026-04-01   -13.55
        Two months: Mobile 20   2026-03-11..2026-04-01    13.55
        total                                              0.00
      `)
    )
  })

  it('keeps the terms of the day of its grant, whatever is published later', async () => {
    const life = await play({
      rules,
      billDay: 1,
      ruleSets: { meaner: text => text.replace('10% off, of rent', '5% off, of rent') },
      facts: [
        mobile(),
        mobile('s2'),
        grant('2026-03-01', 'loyal', { as: 's1' }),
        { on: '2026-03-15', do: 'publish', rules: 'meaner' },
        grant('2026-04-01', 'loyal', { as: 's2' }),
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20            2026-03-01..2026-04-01   20.00
        Loyalty: Mobile 20   2026-03-01..2026-04-01   -2.00
        Mobile 20            2026-03-01..2026-04-01   20.00
        total                                         38.00
        bill of 2026-04-01
        Mobile 20            2026-04-01..2026-05-01   20.00
        Loyalty: Mobile 20   2026-04-01..2026-05-01   -2.00
        Mobile 20            2026-04-01..2026-05-01   20.00
        Loyalty: Mobile 20   2026-04-01..2026-05-01   -1.00
        total                                         37.00
      `)
    )
  })

  it('is refused with its reason, and nothing is taken off', async () => {
    const life = await play({
      rules,
      facts: [
        mobile(),
        grant('2026-03-02', 'loyale'),
        grant('2026-03-02', 'loyal', { until: '2026-03-02' }),
        end('2026-03-02', 'loyal'),
        grant('2026-03-02', 'five', { until: '2026-03-03' }),
        end('2026-03-03', 'five'),
        grant('2026-03-03', 'five'),
        grant('2026-03-04', 'five')
      ]
    })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'there is no discount loyale to be granted on 2026-03-02: did you mean loyal?',
      'a discount that is granted on 2026-03-02 cannot end on 2026-03-02',
      'the account was not granted the discount loyal before 2026-03-02, or it ended',
      'the account was not granted the discount five before 2026-03-03, or it ended',
      'the discount five is held already on 2026-03-04: end it first'
    ])
  })
})
