// Numbers of invoices: what is written beside the number must tell the series, whatever other rules say before or after.
import { LEAST_DIGITS, NUMBERED, type NumberForm, seriesIn } from '@farthing/billing-core/values'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import type { OperatorDeclaration, Written } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

const HELD = ['{number}', '{year}'] as const
/** Beside the number. No number looks like an id (RFC 9562) then, by which invoices are named too. */
const LONGEST = 20

export function checkNumbering(
  { invoiceNumbers }: Pick<OperatorDeclaration, 'invoiceNumbers'>,
  report: Report
): NumberForm | null {
  if (invoiceNumbers === null) return null
  const { digits, text } = invoiceNumbers
  if (!isForm(text, report) || !isFileName(text, report) || isTaken(text, report)) return null
  return { text: text.value, digits: digits ?? LEAST_DIGITS }
}

/** The number must be the only row of so many digits: by it the series of any number is known, so no two series share one. */
function isForm({ spot, value }: Written<string>, report: Report): boolean {
  const refuse = (message: string): false => {
    report.error(spot, 'R0643', message, { expected: ['"{year}-{number}"'] })
    return false
  }
  const held = value.match(/\{[^{}]*\}/g) ?? []
  const unknown = held.find(each => !HELD.some(known => known === each))
  if (unknown !== undefined) {
    const message = `${unknown} is nothing that numbers of invoices hold`
    report.error(spot, 'R0643', message, { expected: HELD, nearest: nearest(unknown, HELD) })
    return false
  }
  const numbers = held.filter(each => each === '{number}').length
  if (numbers === 0) return refuse('{number} is missing: all invoices would bear the same number')
  if (numbers > 1) return refuse('{number} stands here twice: a number is written once')
  const whole = seriesIn({ text: value, digits: LEAST_DIGITS }, 2000).text
  if (/\d\{number\}|\{number\}\d/.test(whole))
    return refuse('a digit beside {number} reads as a digit of the number, and two series could come to the same one')
  if (/\d{6}/.test(whole))
    return refuse(`so many digits beside {number} read as a number: ${LEAST_DIGITS - 1} in a row are the most`)
  return true
}

function isFileName({ spot, value }: Written<string>, report: Report): boolean {
  const said = value.replaceAll(/\{(?:number|year)\}/g, '0')
  const mended = value.replaceAll(/[^{}]+/g, piece => (/^(?:number|year)$/.test(piece) ? piece : cleared(piece)))
  const fix = { fix: replaceBy(`write "${mended}"`, spot, `"${mended}"`) }
  const strange = /[^A-Z0-9-]/u.exec(said)?.[0]
  if (strange !== undefined) {
    report.error(spot, 'R0644', `${shown(strange)} ${whyNot(strange)}`, isClear(mended) ? fix : {})
    return false
  }
  if (said.startsWith('-') || said.endsWith('-')) {
    report.error(
      spot,
      'R0644',
      'a number that begins or ends with a hyphen reads as an option of a command, or as cut off'
    )
    return false
  }
  const length = said.length - 1 + (value.split('{year}').length - 1) * 3
  if (length <= LONGEST) return true
  report.error(spot, 'R0644', `there are ${length} characters beside the number, and ${LONGEST} are the most`)
  return false
}

function shown(character: string): string {
  return character === ' ' ? 'a space' : `\`${character}\``
}

function whyNot(character: string): string {
  if (/[a-z]/.test(character))
    return 'is no capital letter: numbers that differ in that alone would be one file on many disks'
  if (/[/\\]/.test(character)) return 'parts folders: a number is the name of a file, and a part of an address'
  return 'does not belong in a number: it is the name of a file, and a part of an address'
}

function cleared(piece: string): string {
  return piece.toUpperCase().replaceAll(/[/\\ ._:]+/g, '-')
}

function isClear(text: string): boolean {
  return /^[A-Z0-9-]+$/.test(text.replaceAll(/\{(?:number|year)\}/g, '0'))
}

function isTaken({ spot, value }: Written<string>, report: Report): boolean {
  const other = Object.entries(NUMBERED).find(([by]) => value === `${by}-{number}` && by !== 'INV')
  if (other === undefined) return false
  const [by, what] = other
  report.error(spot, 'R0645', `${what} are numbered ${by}-000001 and so on: a number would be two things`)
  return true
}
