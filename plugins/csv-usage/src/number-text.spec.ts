import { decimalTicks } from '@farthing/plugin-sdk'
import { clockSeconds, plainDecimal } from './number-text.ts'

describe('a number of a carrier', () => {
  it.each([
    ['1.234,50', ',', '.', '1234.50'],
    ['1234,5', ',', '.', '1234.5'],
    ['-1 234 567', '.', ' ', '-1234567'],
    ["1'000.25", '.', "'", '1000.25'],
    ['61', '.', '', '61'],
    ['+0,5', ',', '', '+0.5']
  ] as const)('%s with decimal %s and thousands %j is %s', (text, decimal, thousands, plain) => {
    expect(plainDecimal(text, { decimal, thousands })).toBe(plain)
  })

  it.each([
    ['1.5', ',', ''],
    ['1,5', '.', ''],
    ['1.5', ',', '.'],
    ['12.34,5', ',', '.'],
    ['1,2,3', ',', ''],
    ['1.234.5678', ',', '.'],
    ['5,', ',', ''],
    [',5', ',', ''],
    ['', '.', ''],
    ['1e3', '.', ''],
    ['0x10', '.', '']
  ] as const)('%j is none with decimal %s and thousands %j', (text, decimal, thousands) => {
    expect(decimalTicks(plainDecimal(text, { decimal, thousands }) ?? '', 1)).toBeNaN()
  })

  it.each([
    ['01:02:03', 'hours', '3723'],
    ['100:00:00', 'hours', '360000'],
    ['62:03', 'minutes', '3723'],
    ['99999999999999999999:00:00', 'hours', '359999999999999999996400'],
    ['99999999999999999999:01', 'minutes', '5999999999999999999941'],
    ['1:60', 'minutes', null],
    ['1:02', 'hours', null],
    ['1:2:3', 'hours', null],
    ['', 'minutes', null]
  ] as const)('%s as a clock of %s is %s seconds', (text, first, seconds) => {
    expect(clockSeconds(text, first)).toBe(seconds)
  })
})
