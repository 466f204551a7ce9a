import { bareAddress, canonicalIdentity, heldSpellings, identitySpellings, partyOf } from './identity.ts'

const AUSTRALIA = { country: '61', trunk: '0', international: '0011' }

describe('canonicalIdentity', () => {
  it.each([
    '0412 345 678',
    '+61 412 345 678',
    '+61412345678',
    '0011 61 412 345 678',
    '(04) 1234-5678',
    '61412345678',
    'tel:+61412345678',
    'sip:0412345678@host'
  ])('reads %s as one number', text => {
    expect(canonicalIdentity(text, AUSTRALIA)).toBe('+61412345678')
  })

  it('takes numbers as they are while nobody has said how they are dialled', () => {
    expect(canonicalIdentity('0412 345 678', null)).toBe('0412345678')
    expect(canonicalIdentity('+61 412 345 678', null)).toBe('+61412345678')
  })

  it('leaves extensions and texts without a number as they are', () => {
    expect(canonicalIdentity('sip:1001@PBX.example', AUSTRALIA)).toBe('sip:1001@pbx.example')
    expect(canonicalIdentity('Anonymous', AUSTRALIA)).toBe('anonymous')
  })

  it('reads logins in whatever case', () => {
    expect(canonicalIdentity(' Anna@Example.org ', AUSTRALIA)).toBe('anna@example.org')
  })
})

describe('bareAddress', () => {
  it.each([
    ['tel:+61400000001', '+61400000001'],
    ['TEL:+61400000001;phone-context=x', '+61400000001'],
    ['msisdn-61400000001', '61400000001'],
    ['nai-ann@example.net', 'ann@example.net'],
    ['sip:ann@example.net', 'ann@example.net'],
    ['SIP:ann@example.net', 'ann@example.net'],
    ['sips:ann@example.net:5061', 'ann@example.net'],
    ['sip:ann@example.net:5060;transport=tcp?subject=x', 'ann@example.net'],
    [' sip:ann@[2001:db8::1]:5060', 'ann@[2001:db8::1]'],
    ['sip:ann@[2001:db8::1]', 'ann@[2001:db8::1]'],
    ['ann@example.net', 'ann@example.net'],
    ['', '']
  ])('of %j is %j', (address, bare) => {
    expect(bareAddress(address)).toBe(bare)
  })
})

describe('partyOf', () => {
  it.each([
    ['sip:Ann@Example.net:5060', 'ann@example.net'],
    ['SIP:ann@example.net', 'ann@example.net'],
    ['tel:0412345678', '+61412345678'],
    ['sip:0412345678@host:5060', '+61412345678'],
    ['sip:+61412345678;phone-context=x@ims.example;user=phone', '+61412345678'],
    ['msisdn-61412345678', '+61412345678'],
    ['msisdn-448001111', '+448001111'],
    ['0412 345 678', '+61412345678'],
    ['sip:1001@pbx.example', '1001@pbx.example'],
    ['', '']
  ])('reads %j as %j', (address, party) => {
    expect(partyOf(address, AUSTRALIA)).toBe(party)
  })

  it('takes numbers as they are while nobody has said how they are dialled', () => {
    expect(partyOf('sip:+61412345678@host', null)).toBe('+61412345678')
  })
})

const lengths = (shortest: number, longest = shortest) => ({ national: { shortest, longest } })
const INDIA = { country: '91', trunk: '0', international: '00', ...lengths(10) }
const CHINA = { country: '86', trunk: '0', international: '00', ...lengths(10, 11) }
const RUSSIA = { country: '7', trunk: '8', international: '810', ...lengths(10) }

describe('identitySpellings', () => {
  it.each([
    ['0412 345 678', AUSTRALIA, ['+61412345678']],
    ['91 2345 6789', INDIA, ['+919123456789', '+9123456789']],
    ['+919123456789', INDIA, ['+919123456789']],
    ['9812345678', INDIA, ['+919812345678']],
    ['13800138000', CHINA, ['+8613800138000', '+13800138000']],
    ['8121234567', RUSSIA, ['+78121234567', '+7121234567']],
    ['Anna@example.org', INDIA, ['anna@example.org']],
    ['0412345678', null, ['0412345678']]
  ])('of %s are as it is read, and as it was read without lengths', (text, dialling, spellings) => {
    expect(identitySpellings(text, dialling)).toEqual(spellings)
  })

  it('of one that is spelt already are those of what is dialled for it', () => {
    expect(heldSpellings('+919123456789', INDIA)).toEqual(['+919123456789', '+9123456789'])
    expect(heldSpellings('+78121234567', RUSSIA)).toEqual(['+78121234567', '+7121234567'])
    expect(heldSpellings('+442079460000', INDIA)).toEqual(['+442079460000'])
    expect(heldSpellings('+61412345678', AUSTRALIA)).toEqual(['+61412345678'])
    expect(heldSpellings('anna@example.org', null)).toEqual(['anna@example.org'])
  })
})
