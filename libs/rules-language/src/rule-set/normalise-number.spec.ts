import fc from 'fast-check'
import { normaliseNumber, writtenNumber } from './normalise-number.ts'

const australia = { country: '61', trunk: '0', international: '0011' }
const america = { country: '1', trunk: '1', international: '011' }
const denmark = { country: '45', trunk: '', international: '00' }
const russia = { country: '7', trunk: '8', international: '810' }

const digits = (shortest: number, longest = shortest) => ({ national: { shortest, longest } })
const china = { country: '86', trunk: '0', international: '00', ...digits(10, 11) }
const india = { country: '91', trunk: '0', international: '00', ...digits(10) }
const italy = { country: '39', trunk: '', international: '00', ...digits(6, 11) }
const brazil = { country: '55', trunk: '0', international: '00', ...digits(10, 11) }
const longRussia = { ...russia, ...digits(10) }

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
    ['4520123456', denmark, '4520123456'],
    ['20123456', denmark, '4520123456'],
    ['2125550100', america, '12125550100'],
    ['1 (212) 555-0100', america, '12125550100'],
    ['011.44.2079460000', america, '442079460000'],
    ['8 495 123-45-67', russia, '74951234567'],
    ['8~10 44 20 7946 0000', russia, ''],
    ['810 44 20 7946 0000', russia, '442079460000'],
    ['13800138000', china, '8613800138000'],
    ['8613800138000', china, '8613800138000'],
    ['01012345678', china, '861012345678'],
    ['110', china, '86110'],
    ['9123456789', india, '919123456789'],
    ['919123456789', india, '919123456789'],
    ['09123456789', india, '919123456789'],
    ['442079460000', india, '442079460000'],
    ['3921234567', italy, '393921234567'],
    ['0612345678', italy, '390612345678'],
    ['11987654321', brazil, '5511987654321'],
    ['8121234567', longRussia, '78121234567'],
    ['88121234567', longRussia, '78121234567'],
    ['78121234567', longRussia, '78121234567'],
    ['442079460000', null, '442079460000'],
    ['02\u00a09333/4444', australia, '61293334444'],
    ['+61 (0)2 9333 4444', australia, '61293334444'],
    ['+61(0)293334444', null, '61293334444'],
    ['#31#0293334444', australia, '61293334444'],
    ['*31#+61293334444', australia, '61293334444']
  ])('%s -> E.164', (text, dialling, expected) => {
    expect(normaliseNumber(text, dialling)).toBe(expected)
  })

  it.each([
    ['tel:+61-2-9333-4444', '61293334444'],
    ['tel:131450;phone-context=+61', '61131450'],
    ['sip:+61293334444@gw.example;transport=udp', '61293334444'],
    ['SIPS:0293334444@10.0.0.1:5061', '61293334444'],
    ['sip:%2B61293334444@gw.example', '61293334444'],
    ['sip:+61293334444;npdi;rn=+61290000000@gw.example', '61293334444'],
    ['sip:0293334444:secret@gw.example', '61293334444'],
    ['sip:131450@gw.example;user=phone', '61131450'],
    ['"Ann, at home" <sip:0412345678@gw.example>;tag=1c2', '61412345678'],
    ['<tel:+61412345678>', '61412345678'],
    ['sip:1001@pbx.example', ''],
    ['sip:ann@example.net', ''],
    ['sip:gw.example', ''],
    ['"Ann" <sip:anonymous@anonymous.invalid>', '']
  ])('reads the number of %s', (text, expected) => {
    expect(normaliseNumber(text, australia)).toBe(expected)
  })

  it.each([
    '',
    ' ',
    'anonymous',
    'Restricted',
    'unavailable',
    '+',
    '0011',
    '*100#',
    '+0412345678',
    '12a4',
    '1+2',
    '0'.repeat(40)
  ])('finds none in %j', text => {
    expect(normaliseNumber(text, australia)).toBe('')
  })

  const national = fc.stringMatching(/^[2-478]\d{8}$/)

  it('comes to one number from every spelling of it', () => {
    const spellings = (number: string): string[] =>
      ['+61', '0', '61', '001161', '0061'].flatMap(prefix => {
        const dialled = `${prefix}${number}`
        return [
          dialled,
          dialled.replace(/(\d{4})(\d{4})$/, ' ($1) $2'),
          `sip:${dialled}@host`,
          `tel:${dialled}`,
          `#31#${dialled}`
        ]
      })
    fc.assert(
      fc.property(national, number => {
        expect(new Set(spellings(number).map(text => normaliseNumber(text, australia)))).toEqual(
          new Set([`61${number}`])
        )
      })
    )
  })

  it.each([
    [china, /^1[3-9]\d{9}$/],
    [india, /^[6-9]\d{9}$/],
    [italy, /^3\d{9}$/],
    [brazil, /^[1-9]\d9\d{8}$/],
    [longRussia, /^[3489]\d{9}$/],
    [longRussia, /^810\d{7}$/]
  ])('comes to one number from every spelling of it where lengths are known: %j', (dialling, numbers) => {
    const { country, international, trunk } = dialling
    fc.assert(
      fc.property(fc.stringMatching(numbers), number => {
        const spelt = ['', `+${country}`, trunk, country, international + country].map(prefix => prefix + number)
        expect(new Set(spelt.map(text => normaliseNumber(text, dialling)))).toEqual(new Set([country + number]))
      })
    )
  })

  it('leaves a number that is one, and answers with digits or nothing whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[ +#*()/.\-0-9a-z<>:;@]{0,40}$/)), text => {
        const number = normaliseNumber(text, australia)
        expect(number).toMatch(/^\d*$/)
        if (number !== '' && !number.startsWith('0')) expect(normaliseNumber(`+${number}`, australia)).toBe(number)
      })
    )
  })

  it.each([australia, america, denmark, russia, china, india, italy, longRussia, null])(
    'reads what it has read before as the same, once it is written: %j',
    dialling => {
      fc.assert(
        fc.property(fc.stringMatching(/^\+?\d{0,15}$/), text => {
          const number = normaliseNumber(text, dialling)
          fc.pre(dialling === null || !number.startsWith('0')) // an international prefix before no country
          expect(normaliseNumber(writtenNumber(number), dialling)).toBe(number)
        })
      )
    }
  )
})
