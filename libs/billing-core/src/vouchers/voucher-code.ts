// How a voucher's code is spelled and read back: letters that are not taken for others, and one that finds slips of the pen.

/** Digits and letters but I, L, O and U: what is heard or read as one of the first three is taken for 1, 1 and 0. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HEARD: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' }
const BITS = 5
/** x^5 + x^2 + 1, by which the 32 letters are a field: its root has 31 different powers, one for every place. */
const FIELD = 0b10_0101
const GROUP = 4

/** Bytes from which a code is made: each gives 5 bits, 75 in all. */
export const VOUCHER_BYTES = 15

export type ReadVoucher =
  /** Without hyphens, in capitals. */
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly reason: 'length' | 'letter' | 'check'; readonly detail: string }

/** The code of `VOUCHER_BYTES` random bytes with its check letter: 'K7QM3XWD9FTAB2NH'. Throws RangeError for another number of them. */
export function voucherCode(random: Uint8Array): string {
  if (random.length !== VOUCHER_BYTES) throw new RangeError(`A code is made of ${VOUCHER_BYTES} bytes`)
  const values = [...random].map(byte => byte & (2 ** BITS - 1))
  return [...values, times(sum(values))].map(value => LETTERS[value]).join('')
}

/** In groups, for eyes and telephones: 'K7QM-3XWD-9FTA-B2NH'. */
export function spelledVoucher(code: string): string {
  return (code.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-')
}

/** As it was typed, in any case and with any blanks and hyphens. One wrong letter, or two that changed places, are always noticed. */
export function readVoucher(text: string): ReadVoucher {
  const letters = [...text.toUpperCase().replace(/[\s-]+/g, '')].map(letter => HEARD[letter] ?? letter)
  if (letters.length !== VOUCHER_BYTES + 1) {
    const detail = `A voucher's code has ${VOUCHER_BYTES + 1} letters and digits, and this one has ${letters.length}.`
    return { ok: false, reason: 'length', detail }
  }
  const strange = letters.find(letter => !LETTERS.includes(letter))
  if (strange !== undefined)
    return { ok: false, reason: 'letter', detail: `'${strange}' is in no voucher's code: look at it again.` }
  if (sum(letters.map(letter => LETTERS.indexOf(letter))) === 0) return { ok: true, code: letters.join('') }
  return { ok: false, reason: 'check', detail: 'A letter of the code is wrong, or two have changed places.' }
}

/** Weighs each place by another power of the field's root; 0 for a code with its check letter. */
const sum = (values: readonly number[]): number => values.reduce((total, value) => times(total) ^ value, 0)

/** By the root of the field. */
function times(value: number): number {
  const shifted = value << 1
  return shifted >= 2 ** BITS ? shifted ^ FIELD : shifted
}
