import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('tax', () => {
  it('says where it is due, at which rates, and what holds elsewhere', () => {
    const text = `tax vat "VAT" {
      in DE
      rate 19% until 2020-07-01
      rate 16% from 2020-07-01
      rate 0% for books, "e-books"
      exempt insurance as "Article 135"
      elsewhere reverse charge for businesses in FR, IT
      included in prices
      rounded per line
    }`
    expect(testFile(plugin, text)).toMatchObject({
      ok: true,
      values: [
        {
          name: 'vat',
          title: 'VAT',
          places: ['DE'],
          rates: [
            { percent: '19', code: 'S', from: null, until: '2020-07-01', categories: null },
            { percent: '16', code: 'S', from: '2020-07-01', until: null, categories: null },
            { percent: '0', code: 'Z', categories: ['books', 'e-books'] },
            { percent: '0', code: 'E', categories: ['insurance'], reason: 'Article 135' }
          ],
          elsewhere: [{ code: 'AE', businesses: true, places: ['FR', 'IT'], reason: 'Reverse charge' }],
          included: true,
          onTopOf: [],
          rounding: 'line'
        }
      ]
    })
  })

  it.each([
    ['tax vat "VAT" { in DE }', 'R0070'],
    ['tax vat { rate 19% }', 'R0023'],
    ['tax vat "VAT" { rate 19%; rate 16% }', 'R0481 two rates hold for charges in general from the beginning'],
    ['tax vat "VAT" { rate 100.000001% }', 'R0483 a tax of 100.000001% is more'],
    ['tax vat "VAT" { rate 19%; in DE; in FR }', 'R0071'],
    ['tax vat "VAT" { in UK; rate 19% }', 'R0484 `UK` is no country of ISO 3166'],
    [
      'tax vat "VAT" { in AU-VICT; rate 19% }',
      'R0484 `AU-VICT` is no country of ISO 3166 such as DE, nor one with one to three letters or digits for a part of it'
    ],
    [
      'tax vat "VAT" { rate 5% until 2026-01-01; rate 7% from 2026-01-02 }',
      'R0482 no rate holds for charges in general'
    ],
    ['tax vat "VAT" { rate 5% from 2026-01-02 until 2026-01-02 }', 'R0489'],
    ['tax vat "VAT" { rate 5%; elsewhere export }', 'R0488'],
    ['tax vat "VAT" { in DE; rate 19%; elsewhere export; elsewhere out of scope }', 'R0487'],
    ['tax vat "VAT" { in DE; rate 19%; elsewhere export in IT; elsewhere out of scope in IT-25 }', 'R0487'],
    [
      'tax a "A" { rate 1%; on top of b }\ntax b "B" { rate 1%; on top of a }',
      'R0486 a tax cannot be on top of itself'
    ],
    ['tax a "A" { rate 1%; on top of a }', 'R0486'],
    ['tax a "A" { rate 1%; on top of b }', 'R0111 there is no tax named b']
  ])('%s is refused', (text, error) => {
    const tested = testFile(plugin, text)
    expect(tested.ok ? [] : tested.errors[0]).toContain(error)
  })
})
