// Numbers of invoices: what is written beside the number must tell the series, whatever other rules say before or after.
import { LEAST_DIGITS, NUMBERED, type NumberForm, seriesIn } from '@farthing/billing-core/values'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import type { OperatorDeclaration } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'

const HELD = ['{number}', '{year}'] as const
/** Beside the number. No number looks like an id (RFC 9562) then, by which invoices are named too. */
const LONGEST = 20

interface Problem {
  readonly code: 'R0643' | 'R0644' | 'R0645'
  readonly message: string
  readonly expected?: readonly string[]
  readonly nearest?: string | undefined
  /** What it would be without what does not belong there. */
  readonly mended?: string
}

export function checkNumbering(
  { invoiceNumbers }: Pick<OperatorDeclaration, 'invoiceNumbers'>,
  report: Report
): NumberForm | null {
  if (invoiceNumbers === null) return null
  const { digits, text } = invoiceNumbers
  const problem = problemOf(text.value)
  if (problem === null) return { text: text.value, digits: digits ?? LEAST_DIGITS }
  const { code, mended, message, ...hints } = problem
  const fix = mended === undefined ? {} : { fix: replaceBy(`write "${mended}"`, text.spot, `"${mended}"`) }
  report.error(text.spot, code, message, { ...hints, ...fix })
  return null
}

function problemOf(value: string): Problem | null {
  return formProblem(value) ?? nameProblem(value) ?? takenProblem(value)
}

/** The number must be the only row of so many digits: by it the series of any number is known, so no two series share one. */
function formProblem(value: string): Problem | null {
  const wrong = (message: string): Problem => ({ code: 'R0643', message, expected: ['"{year}-{number}"'] })
  const held = value.match(/\{[^{}]*\}/g) ?? []
  const unknown = held.find(each => !HELD.some(known => known === each))
  if (unknown !== undefined) {
    const message = `${unknown} is nothing that numbers of invoices hold`
    return { code: 'R0643', message, expected: HELD, nearest: nearest(unknown, HELD) }
  }
  const numbers = held.filter(each => each === '{number}').length
  if (numbers === 0) return wrong('{number} is missing: all invoices would bear the same number')
  if (numbers > 1) return wrong('{number} stands here twice: a number is written once')
  const whole = seriesIn({ text: value, digits: LEAST_DIGITS }, 2000).text
  if (/\d\{number\}|\{number\}\d/.test(whole))
    return wrong('a digit beside {number} reads as a digit of the number, and two series could come to the same one')
  if (/\d{6}/.test(whole))
    return wrong(`so many digits beside {number} read as a number: ${LEAST_DIGITS - 1} in a row are the most`)
  return null
}

function nameProblem(value: string): Problem | null {
  const wrong = (message: string): Problem => ({ code: 'R0644', message })
  const said = value.replaceAll(/\{(?:number|year)\}/g, '0')
  const strange = /[^A-Z0-9-]/u.exec(said)?.[0]
  if (strange !== undefined) {
    const mended = value.replaceAll(/\{[^{}]*\}|[^{}]+/g, piece => (piece.startsWith('{') ? piece : cleared(piece)))
    const isSound = mended !== value && problemOf(mended) === null
    return { ...wrong(`${shown(strange)} ${whyNot(strange)}`), ...(isSound ? { mended } : {}) }
  }
  if (said.startsWith('-') || said.endsWith('-'))
    return wrong('a number that begins or ends with a hyphen reads as an option of a command, or as cut off')
  const length = said.length - 1 + (value.split('{year}').length - 1) * 3
  return length <= LONGEST
    ? null
    : wrong(`there are ${length} characters beside the number, and ${LONGEST} are the most`)
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

function takenProblem(value: string): Problem | null {
  const other = Object.entries(NUMBERED).find(([by]) => value === `${by}-{number}` && by !== 'INV')
  if (other === undefined) return null
  const [by, what] = other
  return { code: 'R0645', message: `${what} are numbered ${by}-000001 and so on: a number would be two things` }
}
