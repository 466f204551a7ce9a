import { type Dialling, normaliseNumber } from '@farthing/rules-language'

/**
 * One spelling per identity: `0412 345 678`, `+61 412 345 678` and `+61412345678` are the same number to an operator of
 * country 61, and `Anna@Example.org` is one login however it is written.
 */
export function canonicalIdentity(text: string, dialling: Dialling | null): string {
  const trimmed = text.trim()
  const number = dialling === null ? '' : normaliseNumber(trimmed, dialling)
  if (number !== '') return `+${number}`
  return /^\+?[\d\s().-]+$/.test(trimmed) ? trimmed.replace(/[\s().-]/g, '') : trimmed.toLowerCase()
}
