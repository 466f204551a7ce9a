import { InvalidArgumentError } from 'commander'

/** The value of an option that counts something. */
export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 0 to 999999999.')
  return value
}

/** The value of an option whose bounds are those of a field of a request, which say themselves what they are. */
export function anyWholeNumber(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new InvalidArgumentError('Write a whole number.')
  return Number(text)
}

/** The values of an option that names bill days, one after the other. */
export function billDays(text: string, before: readonly number[] = []): number[] {
  const day = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (day < 1 || day > 31) throw new InvalidArgumentError('Write a day of the month from 1 to 31.')
  return [...before, day]
}

/** The value of an option that says how many are shown: of none nobody could tell whether there are any. */
export function oneOrMore(text: string): number {
  const value = wholeNumber(text)
  if (value === 0) throw new InvalidArgumentError('Write a whole number from 1 to 999999999.')
  return value
}
