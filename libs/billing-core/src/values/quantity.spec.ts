import fc from 'fast-check'
import { parseDecimal } from './decimal.ts'
import { formatQuantity } from './format-quantity.ts'
import { addQuantity, type BaseUnit, fromTicks, oneOfUnit, quantity, toTicks, UNITS } from './quantity.ts'

const of = (text: string, word: string) => quantity(parseDecimal(text), word)

describe('quantities', () => {
  it.each([
    ['90', 's', 'second', 90_000],
    ['1.5', 'min', 'second', 90_000],
    ['2', 'hours', 'second', 7_200_000],
    ['5', 'GB', 'byte', 5_000_000_000],
    ['5', 'GiB', 'byte', 5_368_709_120],
    ['1.5', 'kB', 'byte', 1500],
    ['1', 'TiB', 'byte', 1_099_511_627_776],
    ['100', 'sms', 'message', 100],
    ['1', 'mms', 'message', 1],
    ['3', 'calls', 'event', 3]
  ])('%s %s is %s ticks', (text, word, unit, ticks) => {
    expect(of(text, word).unit).toBe(unit)
    expect(toTicks(of(text, word))).toBe(ticks)
  })

  it('names an unknown unit, mixed units and what is finer than a tick or too large', () => {
    expect(() => of('1', 'gb')).toThrow("'gb' is not a unit")
    expect(() => addQuantity(of('1', 's'), of('1', 'B'))).toThrow('seconds and bytes cannot be added')
    expect(() => toTicks(of('0.0001', 's'))).toThrow('finer than one tick')
    expect(() => toTicks(of('0.5', 'B'))).toThrow('finer than one tick')
    expect(() => toTicks(of('99999', 'TB'))).toThrow('too large a quantity')
    expect(fromTicks(10n ** 16n + 1n, 'byte').micro).toBe((10n ** 16n + 1n) * 1_000_000n)
    expect(() => fromTicks(0.5, 'byte')).toThrow('not a count of ticks')
    expect(() => fromTicks(Number.NaN, 'second')).toThrow('not a count of ticks')
  })

  it('survives the way to ticks and back', () => {
    const units = fc.constantFrom<BaseUnit>('second', 'byte', 'message', 'event')
    fc.assert(
      fc.property(fc.maxSafeInteger(), units, (ticks, unit) => {
        expect(toTicks(fromTicks(ticks, unit))).toBe(ticks)
      })
    )
  })

  it('knows every unit word of the language', () => {
    const words =
      's sec second seconds min minute minutes h hour hours B kB MB GB TB KiB MiB GiB TiB sms mms message messages event events call calls'
    for (const word of words.split(' ')) expect(UNITS.has(word)).toBe(true)
  })

  it.each([
    ['90', 's', '1 min 30 s'],
    ['0', 's', '0 s'],
    ['7200', 's', '2 h'],
    ['3661.5', 's', '1 h 1 min 1.5 s'],
    ['-90', 's', '-1 min 30 s'],
    ['5.2', 'GB', '5.2 GB'],
    ['1.2345678', 'GB', undefined],
    ['999', 'B', '999 B'],
    ['1234.567', 'kB', '1.235 MB'],
    ['4096', 'TB', '4096 TB'],
    ['1', 'sms', '1 message'],
    ['0', 'sms', '0 messages'],
    ['2', 'calls', '2 events']
  ])('%s %s reads %s', (text, word, words) => {
    if (words === undefined) expect(() => of(text, word)).toThrow('at most 6 decimals')
    else expect(formatQuantity(of(text, word))).toBe(words)
  })
})

describe('the word for one of a unit', () => {
  it.each([
    ['points', 'point'],
    ['videos', 'video'],
    ['boxes', 'box'],
    ['BTC', 'BTC'],
    ['gas', 'gas'],
    ['atlas', 'atlas'],
    ['basis', 'basis'],
    ['bonus', 'bonus'],
    ['glass', 'glass']
  ])('of %s is %s', (name, one) => {
    expect(oneOfUnit(name)).toBe(one)
  })
})
