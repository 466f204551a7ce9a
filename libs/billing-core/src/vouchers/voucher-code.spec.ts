import fc from 'fast-check'
import { readVoucher, spelledVoucher, VOUCHER_BYTES, voucherCode } from './voucher-code.ts'

const codes = fc.uint8Array({ minLength: VOUCHER_BYTES, maxLength: VOUCHER_BYTES }).map(voucherCode)
const places = fc.nat({ max: VOUCHER_BYTES })
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('the code of a voucher', () => {
  it('is spelled in groups and read back however it was typed', () => {
    const code = voucherCode(Uint8Array.from({ length: VOUCHER_BYTES }, (_, index) => index * 7))
    expect(spelledVoucher(code)).toBe('07EN-W3AH-RZ6D-MV2M')
    expect(readVoucher(' o7en w3ah-rz6d mv2m')).toEqual({ ok: true, code })
    expect(readVoucher('O7EN-W3AH-RZ6D-MV2M')).toEqual({ ok: true, code })
  })

  it('has every letter with the same chance', () => {
    const all = Array.from({ length: 256 }, (_, byte) => voucherCode(new Uint8Array(VOUCHER_BYTES).fill(byte))[0])
    expect(LETTERS.split('').map(letter => all.filter(each => each === letter).length)).toEqual(Array(32).fill(8))
  })

  it('is read back whatever it is', () => {
    fc.assert(fc.property(codes, code => expect(readVoucher(spelledVoucher(code))).toEqual({ ok: true, code })))
  })

  it('notices every wrong letter', () => {
    fc.assert(
      fc.property(codes, places, fc.constantFrom(...LETTERS), (code, place, letter) => {
        const wrong = code.slice(0, place) + letter + code.slice(place + 1)
        expect(readVoucher(wrong).ok).toBe(wrong === code)
      })
    )
  })

  it('notices any two that changed places', () => {
    fc.assert(
      fc.property(codes, places, places, (code, one, other) => {
        const letters = [...code]
        ;[letters[one], letters[other]] = [letters[other] ?? '', letters[one] ?? '']
        expect(readVoucher(letters.join('')).ok).toBe(letters.join('') === code)
      })
    )
  })

  it('says what is wrong with what was typed', () => {
    expect(readVoucher('07EN-W3AH')).toMatchObject({ reason: 'length', detail: expect.stringContaining('has 8') })
    expect(readVoucher('U7EN-W3AH-RZ6D-MV2M')).toMatchObject({
      reason: 'letter',
      detail: expect.stringContaining("'U'")
    })
    expect(readVoucher('17EN-W3AH-RZ6D-MV2M')).toMatchObject({ reason: 'check' })
    expect(() => voucherCode(new Uint8Array(3))).toThrow(RangeError)
  })
})
