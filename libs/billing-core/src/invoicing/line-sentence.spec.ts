import { type SaidLine, lineReason, lineSentence } from './line-sentence.ts'

const step = (detail: string, said?: string) => ({
  ...{ step: 'quantity' as const, detail, result: '' },
  ...(said === undefined ? {} : { said })
})
const line = (given: Partial<SaidLine>): SaidLine => ({
  description: 'Mobile S',
  from: Temporal.PlainDate.from('2026-03-01'),
  until: Temporal.PlainDate.from('2026-04-01'),
  amount: 16_400_000n,
  exact: 16_396_774n,
  explanation: {
    currency: 'AUD',
    steps: [step('one month', '29.90 for the month'), step('inside'), step('days', '17 of 31 days')]
  },
  corrects: null,
  ...given
})

describe('a line as a sentence', () => {
  it('joins what its steps say, and tells what was rounded', () => {
    expect(lineSentence(line({}))).toBe(
      'Mobile S, 1 – 31 Mar 2026: 29.90 for the month, 17 of 31 days: 16.40 (rounded from 16.396774)'
    )
    expect(lineSentence(line({ exact: 16_400_000n }))).toMatch(/: 16\.40$/)
  })

  it('names the line that it corrects', () => {
    expect(lineReason(line({ corrects: { invoice: 'INV-000001', line: 2 } }))).toBe(
      '29.90 for the month, 17 of 31 days, corrects INV-000001 line 2'
    )
  })

  it('names no id of a draft that it corrects', () => {
    const corrects = { invoice: '01a2210d-67a7-7000-9a94-d5616edb90ce', line: 1 }
    expect(lineReason(line({ corrects }))).toBe('29.90 for the month, 17 of 31 days, corrects line 1 of a draft')
  })

  it('falls back on a detail where no step says anything, and on nothing where there is no step', () => {
    expect(lineReason(line({ explanation: { currency: 'AUD', steps: [step('by weight'), step('more')] } }))).toBe(
      'by weight'
    )
    expect(lineSentence(line({ explanation: { currency: 'AUD', steps: [] }, exact: 16_400_000n }))).toBe(
      'Mobile S, 1 – 31 Mar 2026: 16.40'
    )
  })

  it('stays short where many rules had a part', () => {
    const steps = Array.from({ length: 9 }, (_, index) => step('', `part ${index + 1}`))
    expect(lineReason(line({ explanation: { currency: 'AUD', steps } }))).toBe(
      'part 1, part 2, part 3, part 4, part 5, part 6, and 3 more'
    )
  })
})
