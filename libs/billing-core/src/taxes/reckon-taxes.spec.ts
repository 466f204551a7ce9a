import fc from 'fast-check'
import { minorUnit, type Rounding } from '../values/index.ts'
import { reckonTaxes, type TaxedAmount } from './reckon-taxes.ts'
import { sampleApplied } from './sample-taxes.ts'
import { pricedAmount, relievedAmount } from './tax-factors.ts'
import type { TaxTreatment } from './tax-treatment.ts'

const cents: Rounding = { mode: 'half-up', step: 10_000n }
const coinsOf = (amount: number, step = 10_000n): bigint => BigInt(amount) * step

/** Amounts in cents. */
function reckoned(lines: readonly (readonly [cents: number, tax: TaxTreatment])[]): unknown {
  const { nets, taxes } = reckonTaxes(
    lines.map(([amount, tax]) => ({ amount: coinsOf(amount), tax })),
    cents
  )
  const said = taxes.map(({ amount, percent, tax, taxable }) => [tax, percent, taxable / 10_000n, amount / 10_000n])
  return { nets: nets.map(net => Number(net / 10_000n)), taxes: said.map(row => row.map(cell => `${cell}`).join(' ')) }
}

const vat = [sampleApplied('vat', '19')]
const inside = [sampleApplied('vat', '19', { included: true })]

describe('the taxes of an invoice', () => {
  it('are rounded once for all lines of a rate', () => {
    // 0.03 each: 0.0057 a line would be 0.01 three times
    expect(reckoned([1, 2, 3].map(() => [3, vat]))).toEqual({ nets: [3, 3, 3], taxes: ['vat 19 9 2'] })
  })

  it('or line by line, when the rules say so', () => {
    const perLine = [sampleApplied('vat', '19', { rounding: 'line' })]
    expect(reckoned([1, 2, 3].map(() => [3, perLine]))).toEqual({ nets: [3, 3, 3], taxes: ['vat 19 9 3'] })
  })

  it('are taken out of prices that include them, and nets and tax add up to the price', () => {
    expect(reckoned([[10_000, inside]])).toEqual({ nets: [8403], taxes: ['vat 19 8403 1597'] })
    expect(reckoned([1, 2, 3].map(() => [100, inside]))).toEqual({ nets: [84, 84, 84], taxes: ['vat 19 252 48'] })
    expect(reckoned([1, 2, 3].map(() => [50, inside]))).toEqual({ nets: [42, 42, 42], taxes: ['vat 19 126 24'] })
  })

  it('may be on top of one another', () => {
    const both = [sampleApplied('gst', '5'), sampleApplied('qst', '10', { onTopOf: ['gst'] })]
    expect(reckoned([[10_000, both]])).toEqual({ nets: [10_000], taxes: ['gst 5 10000 500', 'qst 10 10500 1050'] })
  })

  it('may be included both, one on top of the other', () => {
    const both = [
      sampleApplied('gst', '5', { included: true }),
      sampleApplied('qst', '10', { included: true, onTopOf: ['gst'] })
    ]
    expect(reckoned([[11_550, both]])).toEqual({ nets: [10_000], taxes: ['gst 5 10000 500', 'qst 10 10500 1050'] })
  })

  it('are negative on credits', () => {
    expect(
      reckoned([
        [-1000, vat],
        [300, vat]
      ])
    ).toEqual({ nets: [-1000, 300], taxes: ['vat 19 -700 -133'] })
  })

  it('are told by rate and reason, and lines without tax stay out of them', () => {
    const reduced = [sampleApplied('vat', '7')]
    const free = [sampleApplied('vat', '0', { code: 'AE', reason: 'Reverse charge' })]
    expect(
      reckoned([
        [1000, reduced],
        [1000, vat],
        [1000, free],
        [1000, null]
      ])
    ).toEqual({ nets: [1000, 1000, 1000, 1000], taxes: ['vat 19 1000 190', 'vat 7 1000 70', 'vat 0 1000 0'] })
  })

  it('leave the price without what it includes and the customer does not owe', () => {
    const exempt = [sampleApplied('vat', '0', { included: true, code: 'E', relieved: '19' })]
    expect(relievedAmount(119_000_000n, exempt)).toBe(100_000_000n)
    const one = [
      sampleApplied('gst', '5', { included: true }),
      sampleApplied('qst', '0', { included: true, onTopOf: ['gst'], code: 'E', relieved: '10' })
    ]
    expect(relievedAmount(115_500_000n, one)).toBe(105_000_000n)
    expect(relievedAmount(119_000_000n, inside)).toBe(119_000_000n)
    expect([pricedAmount(100_000_000n, exempt), pricedAmount(105_000_000n, one)]).toEqual([119_000_000n, 115_500_000n])
    expect(pricedAmount(119_000_000n, inside)).toBe(119_000_000n)
  })
})

const percents = fc.constantFrom('0', '5', '7', '9.975', '19', '20', '33.333333', '100')
const kind = { included: fc.boolean(), rounding: fc.constantFrom('bill' as const, 'line' as const) }

/** Up to three taxes, each on top of some of those before it. */
const treatment: fc.Arbitrary<TaxTreatment> = fc
  .array(fc.record({ percent: percents, ...kind, below: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }) }), {
    maxLength: 3
  })
  .map(taxes =>
    taxes.length === 0
      ? null
      : taxes.map(({ below, included, percent, rounding }, index) => {
          const onTopOf = ['t0', 't1', 't2'].filter((_, other) => other < index && below[other])
          return sampleApplied(`t${index}`, percent, { included, rounding, onTopOf })
        })
  )

describe('nets and taxes', () => {
  const lines = fc
    .record({
      currency: fc.constantFrom('JPY', 'AUD', 'KWD'),
      treatments: fc.array(treatment, { minLength: 1, maxLength: 3 }),
      lines: fc.array(fc.record({ coins: fc.integer({ min: -5_000_000, max: 5_000_000 }), which: fc.nat(2) }), {
        maxLength: 30
      })
    })
    .map(({ currency, lines: drawn, treatments }) => {
      const step = minorUnit(currency)
      const taxed = drawn.map(({ coins, which }): TaxedAmount => {
        return { amount: coinsOf(coins, step), tax: treatments[which % treatments.length] ?? null }
      })
      return { step, taxed }
    })

  it('add up to what was priced and what is added, to the coin', () => {
    fc.assert(
      fc.property(lines, ({ step, taxed }) => {
        const { nets, taxes } = reckonTaxes(taxed, { mode: 'half-up', step })
        const priced = taxed.reduce((sum, { amount }) => sum + amount, 0n)
        const included = taxes.reduce((sum, tax) => (tax.included ? sum + tax.amount : sum), 0n)
        expect(nets.reduce((sum, net) => sum + net, 0n) + included).toBe(priced)
        expect(
          [...nets, ...taxes.flatMap(({ amount, taxable }) => [amount, taxable])].every(it => it % step === 0n)
        ).toBe(true)
        expect(taxes.filter(({ percent }) => percent === '0').every(({ amount }) => amount === 0n)).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  it('are exactly the rate of the net, where one tax is added and rounded once', () => {
    fc.assert(
      fc.property(lines, percents, ({ step, taxed }, percent) => {
        const plain = [sampleApplied('vat', percent)]
        const { taxes } = reckonTaxes(
          taxed.map(({ amount }) => ({ amount, tax: plain })),
          { mode: 'half-up', step }
        )
        for (const { amount, taxable } of taxes) {
          const twice = 2n * (amount * 100_000_000n - taxable * BigInt(Math.round(Number(percent) * 1_000_000)))
          expect(twice <= step * 100_000_000n && twice >= -step * 100_000_000n).toBe(true)
        }
      })
    )
  })

  it('are mirrored when every amount is', () => {
    fc.assert(
      fc.property(lines, ({ step, taxed }) => {
        const coin: Rounding = { mode: 'half-up', step }
        const mirrored = taxed.map(({ amount, tax }) => ({ amount: -amount, tax }))
        const amounts = reckonTaxes(mirrored, coin).taxes.map(({ amount }) => -amount)
        expect(amounts).toEqual(reckonTaxes(taxed, coin).taxes.map(({ amount }) => amount))
      })
    )
  })
})
