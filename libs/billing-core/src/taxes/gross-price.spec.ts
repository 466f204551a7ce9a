import fc from 'fast-check'
import { grossPrice, partedGross, priceOfGross, pricePaid } from './gross-price.ts'
import { sampleApplied } from './sample-taxes.ts'
import type { TaxTreatment } from './tax-treatment.ts'

const MICRO = 1_000_000n
const added = [sampleApplied('vat', '20')]
const included = [sampleApplied('vat', '20', { included: true })]
const relieved = [sampleApplied('vat', '0', { included: true, relieved: '20', code: 'AE' })]
const compound = [sampleApplied('gst', '5'), sampleApplied('qst', '10', { onTopOf: ['gst'] })]

it.each<[string, TaxTreatment, bigint, [bigint, bigint[]]]>([
  ['nothing is taxed', null, 10n * MICRO, [10n * MICRO, []]],
  ['a tax is added', added, 12n * MICRO, [10n * MICRO, [2n * MICRO]]],
  ['the price includes it', included, 10n * MICRO, [8_333_333n, [1_666_667n]]],
  ['the price includes what this customer does not owe', relieved, 8_333_333n, [8_333_333n, []]],
  ['one is on top of another', compound, 11_550_000n, [10n * MICRO, [500_000n, 1_050_000n]]]
])('of a price of 10.00, when %s, is paid at once', (_, treatment, gross, [net, taxes]) => {
  expect(grossPrice(10n * MICRO, treatment)).toBe(gross)
  const parted = partedGross(gross, treatment)
  expect([parted.net, parted.taxes.map(({ amount }) => amount)]).toEqual([net, taxes])
  expect(pricePaid(gross, 10n * MICRO, treatment)).toBe(10n * MICRO)
})

it('a part of it pays a part of the price', () => {
  expect(pricePaid(6n * MICRO, 10n * MICRO, added)).toBe(5n * MICRO)
  expect(pricePaid(0n, 10n * MICRO, added)).toBe(0n)
  expect(priceOfGross(5n * MICRO, relieved)).toBe(6n * MICRO)
})

it('is parted without a rest, and all of it pays all of the price', () => {
  const treatments = fc.constantFrom<TaxTreatment>(null, added, included, relieved, compound)
  const prices = fc.bigInt({ min: 0n, max: 10n ** 15n })
  fc.assert(
    fc.property(prices, treatments, (price, treatment) => {
      const gross = grossPrice(price, treatment)
      const { net, taxes } = partedGross(gross, treatment)
      expect(taxes.reduce((sum, { amount }) => sum + amount, net)).toBe(gross)
      expect(pricePaid(gross, price, treatment)).toBe(price)
    })
  )
})
