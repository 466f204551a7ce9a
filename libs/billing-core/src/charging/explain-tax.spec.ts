// The words of taxes are shared by lines of one amount, and few of them are kept however much is billed.
import { sampleApplied } from '../taxes/sample-taxes.ts'
import type { TaxTreatment } from '../taxes/index.ts'
import type { Explanation, Step } from '../values/index.ts'
import { withTaxes } from './explain-tax.ts'

const rule = { rule: 'plan small', file: 'a.farthing', line: 1, column: 1 }
const explanation: Explanation = { rule, version: 'v', inputs: {}, steps: [], amount: '0.000000', currency: 'AUD' }
const treatments = (count: number): TaxTreatment[] => Array.from({ length: count }, () => [sampleApplied('vat', '19')])
const words = (treatment: TaxTreatment, amount: number): Step | undefined =>
  withTaxes(explanation, treatment, BigInt(amount)).steps[0]

it('shares the words of lines of one amount, and of no other', () => {
  const [here, there] = treatments(2) as [TaxTreatment, TaxTreatment]
  const first = words(here, 20_000_000)
  expect(first).toMatchObject({ step: 'tax', detail: 'VAT 19% on 20.00', result: '3.800000' })
  expect(words(here, 20_000_000)).toBe(first)
  expect(words(here, 30_000_000)).not.toEqual(first)
  expect(words(there, 20_000_000)).not.toBe(first)
})

it('keeps no more than ten thousand, over all days that are billed', () => {
  const days = treatments(400)
  const asked = days.flatMap(day => Array.from({ length: 100 }, (_, index) => ({ day, index })))
  const told = asked.map(({ day, index }) => words(day, index * 10_000))
  const kept = asked.toReversed().filter(({ day, index }, back) => words(day, index * 10_000) === told.at(-1 - back))
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.length).toBeLessThanOrEqual(10_000)
})
