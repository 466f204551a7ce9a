import { normaliseNumber } from './normalise-number.ts'

const australia = { country: '61', trunk: '0', international: '0011' }
const america = { country: '1', trunk: '1', international: '011' }

describe('normaliseNumber', () => {
  it.each([
    ['+61 2 9333 4444', australia, '61293334444'],
    ['02 9333 4444', australia, '61293334444'],
    ['0011442079460000', australia, '442079460000'],
    ['00 44 20 7946 0000', australia, '442079460000'],
    ['131450', australia, '61131450'],
    ['000', australia, '6100'],
    ['1800123456', australia, '611800123456'],
    ['61293334444', australia, '61293334444'],
    ['4520123456', { country: '45', trunk: '', international: '00' }, '4520123456'],
    ['20123456', { country: '45', trunk: '', international: '00' }, '4520123456'],
    ['2125550100', america, '12125550100'],
    ['1 (212) 555-0100', america, '12125550100'],
    ['011.44.2079460000', america, '442079460000'],
    ['442079460000', null, '442079460000'],
    ['', australia, ''],
    ['anonymous', australia, ''],
    ['0'.repeat(40), australia, '']
  ])('%s -> E.164', (text, dialling, expected) => {
    expect(normaliseNumber(text, dialling)).toBe(expected)
  })
})
