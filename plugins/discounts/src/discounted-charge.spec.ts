import type { TargetCharge } from '@farthing/plugin-sdk'
import { type DiscountedCharge, discountedCharges, heldOf, leftOn, type Taker, takeOff } from './discounted-charge.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const days = (text: string) => {
  const [from = '', until = ''] = text.split('..')
  return { from: day(from), until: until === '' ? null : day(until) }
}
const taker = (id: string, text: string, alone = false): Taker => ({ id, alone, days: days(text) })

function march(): DiscountedCharge {
  const charged = [
    {
      ...{ key: 'rent', ledger: 'revenue', exact: 31_000_000n },
      ...{ from: day('2026-03-01'), until: day('2026-04-01'), periodUntil: day('2026-04-01') }
    } as unknown as TargetCharge
  ]
  const [charge] = discountedCharges({
    ...{ charged, since: day('2026-03-01'), roundingOf: () => ({ mode: 'half-up' as const, step: 10_000n }) },
    alignments: [{ from: day('2026-03-01'), alignment: { anchor: day('2026-03-01'), billDay: 1 } }]
  })
  if (charge === undefined) throw new Error('nothing is charged')
  return charge
}

const take = (charge: DiscountedCharge, by: Taker, amount: bigint): void =>
  takeOff(charge, by, { amount, left: leftOn(charge, by) })
const shown = (charge: DiscountedCharge, by: Taker): string[] =>
  heldOf(charge, by).map(({ from, until }) => `${from.toString()}..${until.toString()}`)

describe('a charge that is discounted', () => {
  it('leaves to one that stands alone the days on which no other took off', () => {
    const charge = march()
    take(charge, taker('ten', '2026-03-01..2026-03-11'), 1_000_000n)
    const solo = taker('solo', '2026-03-01..', true)
    expect(leftOn(charge, solo)).toBe(21_000_000n)
    expect(shown(charge, solo)).toEqual(['2026-03-11..2026-04-01'])
    expect(leftOn(charge, taker('five', '2026-03-01..'))).toBe(30_000_000n)
  })

  it('leaves to others the days before and behind one that stands alone', () => {
    const charge = march()
    take(charge, taker('solo', '2026-03-11..2026-03-21', true), 5_000_000n)
    const ten = taker('ten', '2026-03-01..')
    expect(leftOn(charge, ten)).toBe(21_000_000n)
    expect(shown(charge, ten)).toEqual(['2026-03-01..2026-03-11', '2026-03-21..2026-04-01'])
    expect(leftOn(charge, taker('late', '2026-03-11..2026-03-21'))).toBe(0n)
    expect(leftOn(charge, taker('solo', '2026-03-11..', true))).toBe(16_000_000n)
  })

  it('leaves all days to one that stands alone where another took nothing', () => {
    expect(shown(march(), taker('solo', '2026-03-05..', true))).toEqual(['2026-03-05..2026-04-01'])
  })
})
