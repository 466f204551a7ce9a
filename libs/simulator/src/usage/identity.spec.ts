import { canonicalIdentity } from './identity.ts'

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
