import { currencyCodes, currencyExponent, isCurrency, minorUnit } from './currency.ts'

describe('the currency table', () => {
  it.each([
    ['AUD', 2],
    ['EUR', 2],
    ['JPY', 0],
    ['XAF', 0],
    ['ISK', 0],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
    ['HUF', 2],
    ['MGA', 2],
    ['ZWG', 2]
  ])('%s has %s decimals', (code, exponent) => {
    expect(currencyExponent(code)).toBe(exponent)
  })

  it.each(['XXX', 'XTS', 'XAU', 'XDR', 'aud', 'AU', 'DEM', '', 'constructor'])('%j cannot be billed in', code => {
    expect(isCurrency(code)).toBe(false)
    expect(currencyExponent(code)).toBeUndefined()
  })

  it('holds every code once', () => {
    const codes = currencyCodes()
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.length).toBeGreaterThanOrEqual(165)
    expect(codes.every(code => /^[A-Z]{3}$/.test(code))).toBe(true)
  })

  it('misspells none: what the Unicode tables lack are funds, units of account and the youngest', () => {
    const known = new Set(Intl.supportedValuesOf('currency'))
    const lacking = currencyCodes().filter(code => !known.has(code))
    expect(lacking.filter(code => !/^(BOV|CHE|CHW|CLF|COU|MXV|USN|UYI|UYW|VED|XAD)$/.test(code))).toEqual([])
  })

  it('gives the smallest coin in micro', () => {
    expect([minorUnit('AUD'), minorUnit('JPY'), minorUnit('KWD'), minorUnit('CLF')]).toEqual([
      10_000n,
      1_000_000n,
      1_000n,
      100n
    ])
    expect(() => minorUnit('XYZ')).toThrow("'XYZ' is not an ISO 4217 currency")
  })
})
