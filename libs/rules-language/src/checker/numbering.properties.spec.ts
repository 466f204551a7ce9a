// Whatever forms an operator says one after the other: two series never come to one number, nor to that of another thing.
import {
  documentNumber,
  NUMBERED,
  type NumberedBy,
  type NumberForm,
  numberIn,
  seriesIn
} from '@farthing/billing-core/values'
import fc from 'fast-check'
import { SourceText } from '../text/source-text.ts'
import { checkNumbering } from './check-numbering.ts'
import { Report } from './report.ts'

/** As the check lets it pass; null: it does not. */
function checked({ digits, text: value }: NumberForm): NumberForm | null {
  const text = { value, spot: { source: new SourceText('a.farthing', value), start: 0, end: value.length } }
  return checkNumbering({ invoiceNumbers: { text, digits } }, new Report())
}

const beside = fc.constantFrom(
  '',
  '',
  '-',
  '{year}-',
  '-{year}',
  '{year}',
  'CN-',
  'A-',
  'PAY-',
  '1',
  '2026-',
  '000001-',
  '-000001'
)
const numbered = fc.record({
  form: fc.record({
    text: fc.tuple(beside, fc.constant('{number}'), beside).map(all => all.join('')),
    digits: fc.constantFrom(6, 6, 6, 7, 12)
  }),
  year: fc.constantFrom(2026, 2027),
  sequence: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(1_000_001, 1_000_002, 2_026_000_001))
})

it('of two series no number is the same', () => {
  let accepted = 0
  fc.assert(
    fc.property(fc.array(numbered, { minLength: 400, maxLength: 400 }), all => {
      const known = new Map<string, string>()
      const kinds = Object.keys(NUMBERED).filter(name => name !== 'INV') as NumberedBy[]
      for (const by of kinds) for (const number of [1, 2, 3, 1_000_001]) known.set(documentNumber(by, number), by)
      for (const { form, sequence, year } of all) {
        const sound = checked(form)
        if (sound === null) continue
        accepted += 1
        const series = seriesIn(sound, year)
        const what = `${series.text} ${sequence}`
        expect(known.getOrInsert(numberIn(series, sequence), what)).toBe(what)
      }
    }),
    { seed: 234, numRuns: 100 }
  )
  expect(accepted).toBeGreaterThan(2_000)
})
