// A discount that its own terms have ended is held no more: it may be granted again, and there is nothing to end.
import { invoicesOf, play, table } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
discount half "Half price" 50% off, first 2 cycles
discount months "Two months" 50% off, for 2 months
discount summer "Summer" 50% off, from 2026-06-01
`
const mobile = { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20' }
const grant = (on: string, discount: string, more: object = {}): object => ({
  on,
  do: 'grant-discount',
  discount,
  ...more
})
const end = (on: string, discount: string): object => ({ on, do: 'end-discount', discount })
const refused = async (facts: readonly object[], more: object = {}): Promise<string[]> =>
  (await play({ rules, billDay: 1, facts: [mobile, ...facts], ...more })).refused.map(({ reason }) => reason)
const held = (discount: string, on: string): string => `the discount ${discount} is held already on ${on}: end it first`
const over = (discount: string, on: string): string =>
  `the account was not granted the discount ${discount} before ${on}, or it ended`

describe('a discount that has ended by its own terms', () => {
  it('is granted anew, and takes off again for as long', async () => {
    const facts = [
      mobile,
      grant('2026-01-01', 'half'),
      grant('2026-04-01', 'half'),
      { on: '2026-06-01', do: 'advance' }
    ]
    expect(invoicesOf(await play({ rules, billDay: 1, facts })).filter(line => line.startsWith('Half'))).toEqual(
      table(`
        Half price: Mobile 20   2026-01-01..2026-02-01   -10.00
        Half price: Mobile 20   2026-02-01..2026-03-01   -10.00
        Half price: Mobile 20   2026-04-01..2026-05-01   -10.00
        Half price: Mobile 20   2026-05-01..2026-06-01   -10.00
      `)
    )
  })

  it.each([
    ['half', '2026-02-28', '2026-03-01'],
    ['months', '2026-03-09', '2026-03-10']
  ])('is held until its last day: %s', async (discount, last, after) => {
    const first = grant('2026-01-10', discount, { as: 's1' })
    expect(await refused([first, grant(last, discount, { as: 's1' })])).toEqual([held(discount, last)])
    expect(await refused([first, grant(after, discount, { as: 's1' })])).toEqual([])
  })

  it('follows a bill day that moves', async () => {
    const moved = { on: '2026-01-10', do: 'move-bill-day', billDay: 20 }
    const facts = [grant('2026-01-01', 'half'), moved]
    expect(await refused([...facts, grant('2026-02-19', 'half')])).toEqual([held('half', '2026-02-19')])
    expect(await refused([...facts, grant('2026-02-20', 'half')])).toEqual([])
  })

  it('keeps the terms of the day of its grant', async () => {
    const ruleSets = { longer: (text: string) => text.replace('first 2 cycles', 'first 9 cycles') }
    const facts = [grant('2026-01-01', 'half'), { on: '2026-02-15', do: 'publish', rules: 'longer' }]
    expect(await refused([...facts, grant('2026-03-01', 'half')], { ruleSets })).toEqual([])
  })

  it('cannot be ended any more', async () => {
    expect(await refused([grant('2026-01-01', 'half'), end('2026-03-01', 'half')])).toEqual([
      over('half', '2026-03-01')
    ])
  })

  it('is held before its first day too', async () => {
    expect(await refused([grant('2026-01-01', 'summer'), grant('2026-02-01', 'summer')])).toEqual([
      held('summer', '2026-02-01')
    ])
  })
})
