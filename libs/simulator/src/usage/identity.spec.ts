import { bareAddress, canonicalIdentity, partyOf } from './identity.ts'

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
