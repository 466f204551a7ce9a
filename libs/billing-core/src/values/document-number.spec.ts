import { documentNumber, INVOICE_NUMBERS, numberIn, seriesIn } from './document-number.ts'

describe('numbers of documents', () => {
  it.each([
    [INVOICE_NUMBERS, 1, 'INV-000001'],
    [INVOICE_NUMBERS, 12_345_678, 'INV-12345678'],
    [{ text: '{year}-{number}', digits: 6 }, 17, '2026-000017'],
    [{ text: 'B2B-{number}-{year}', digits: 8 }, 17, 'B2B-00000017-2026'],
    [{ text: '{number}', digits: 6 }, 17, '000017']
  ])('%j: %i is %s', (form, sequence, number) => {
    expect(numberIn(seriesIn(form, 2026), sequence)).toBe(number)
    expect(numberIn(seriesIn(form, 2026), BigInt(sequence))).toBe(number)
  })

  it('are a series of each year where the year stands in them, else one', () => {
    expect([2026, 2027].map(year => seriesIn({ text: '{year}-{number}', digits: 6 }, year).text)).toEqual([
      '2026-{number}',
      '2027-{number}'
    ])
    expect(seriesIn(INVOICE_NUMBERS, 2026)).toEqual(seriesIn(INVOICE_NUMBERS, 2027))
  })

  it('begin with what they are of', () => {
    expect(documentNumber('CN', 123)).toBe('CN-000123')
    expect(documentNumber('INV', 12_345_678n)).toBe('INV-12345678')
  })
})
