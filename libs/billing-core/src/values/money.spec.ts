import fc from 'fast-check'
import { addMoney, compareMoney, formatMoney, money, negateMoney, roundMoney, subtractMoney } from './money.ts'

describe('money', () => {
  it('adds, subtracts and compares exactly', () => {
    expect(addMoney(money('0.1', 'AUD'), money('0.2', 'AUD'))).toEqual(money('0.3', 'AUD'))
    expect(subtractMoney(money('1', 'EUR'), money('1.000001', 'EUR'))).toEqual(money(-1n, 'EUR'))
    expect(compareMoney(money('1', 'EUR'), money('2', 'EUR'))).toBe(-1)
    expect(compareMoney(money('2', 'EUR'), money('2', 'EUR'))).toBe(0)
  })

  it('never mixes currencies and knows only real ones', () => {
    expect(() => addMoney(money('1', 'AUD'), money('1', 'EUR'))).toThrow('AUD and EUR cannot be reckoned together')
    expect(() => compareMoney(money('1', 'AUD'), money('1', 'EUR'))).toThrow(RangeError)
    expect(() => money('1', 'ABC')).toThrow("'ABC' is not an ISO 4217 currency")
  })

  it('rounds to the decimals of its currency', () => {
    expect(roundMoney(money('10.325', 'AUD'), 'half-up')).toEqual(money('10.33', 'AUD'))
    expect(roundMoney(money('-10.5', 'JPY'), 'half-up')).toEqual(money('-11', 'JPY'))
    expect(roundMoney(money('10.5', 'JPY'), 'half-even')).toEqual(money('10', 'JPY'))
    expect(roundMoney(money('1.2345', 'KWD'), 'down')).toEqual(money('1.234', 'KWD'))
    expect(roundMoney(money('1.23451', 'CLF'), 'up')).toEqual(money('1.2346', 'CLF'))
  })

  it('is written with the decimals of its currency and loses no digit', () => {
    expect(formatMoney(money('40', 'AUD'))).toBe('40.00 AUD')
    expect(formatMoney(money('0.1234', 'AUD'))).toBe('0.1234 AUD')
    expect(formatMoney(money('-100', 'JPY'))).toBe('-100 JPY')
    expect(formatMoney(money('0.5', 'JPY'))).toBe('0.5 JPY')
    expect(formatMoney(money('1.2', 'KWD'))).toBe('1.200 KWD')
  })

  it('is a group under addition, without overflow', () => {
    const amounts = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(micro => money(micro, 'AUD'))
    fc.assert(
      fc.property(amounts, amounts, amounts, (a, b, c) => {
        expect(addMoney(addMoney(a, b), c)).toEqual(addMoney(a, addMoney(b, c)))
        expect(addMoney(a, b)).toEqual(addMoney(b, a))
        expect(addMoney(a, negateMoney(a)).micro).toBe(0n)
      })
    )
  })
})
