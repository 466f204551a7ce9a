// Sums against big integers.
import fc from 'fast-check'
import { ExactSum } from './exact-sum.ts'

it('is exact beyond what a number holds', () => {
  const amount = fc.oneof(fc.maxSafeInteger(), fc.integer(), fc.constantFrom(2 ** 53 - 1, 1 - 2 ** 53, -0))
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 30 }), amounts => {
      const sum = new ExactSum()
      for (const each of amounts) sum.add(each)
      expect(sum.total).toBe(amounts.reduce((all, each) => all + BigInt(each), 0n))
    })
  )
})
