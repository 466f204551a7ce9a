import { linesTold, nothingLast, taxesTold } from './told-lines.ts'

const lines = [5n, 0n, -3n, 0n].map((amount, index) => ({ amount, line: index + 1 }))
const numbers = (told: readonly { readonly line: number }[]): number[] => told.map(({ line }) => line)

describe('a line that comes to nothing', () => {
  it('stands behind the others', () => {
    expect(numbers(nothingLast(lines))).toEqual([1, 3, 2, 4])
  })

  it('is not told beside others', () => {
    expect(numbers(linesTold(lines))).toEqual([1, 3])
  })

  it('is told where there is no other', () => {
    expect(numbers(linesTold(lines.filter(({ amount }) => amount === 0n)))).toEqual([2, 4])
    expect(linesTold([])).toEqual([])
  })

  it('has no tax to tell, unlike what is taxed at nothing', () => {
    const [none, exempt, taxed] = [
      { taxable: 0n, amount: 0n },
      { taxable: 100n, amount: 0n },
      { taxable: 100n, amount: 10n }
    ]
    expect(taxesTold([none, exempt, taxed])).toEqual([exempt, taxed])
  })
})
