// How large rules may be. Beyond each of these the author is told so, by the code beside it, and nothing is read without end.
import type { DiagnosticCode } from './diagnostics/diagnostic.ts'

export interface Limit {
  readonly most: number
  /** What is counted: 'characters in a line'. */
  readonly of: string
  /** What an author is told beyond it. */
  readonly code: DiagnosticCode
}

export const limits = {
  files: { most: 10_000, of: 'files in a set of rules', code: 'R0080' },
  setLength: { most: 256_000_000, of: 'characters in all files of a set', code: 'R0081' },
  fileLength: { most: 64_000_000, of: 'characters in a file', code: 'R0004' },
  lineLength: { most: 65_536, of: 'characters in a line', code: 'R0003' },
  statementTokens: { most: 20_000, of: 'words and marks in a statement', code: 'R0083' },
  nesting: { most: 32, of: 'blocks inside blocks', code: 'R0012' },
  tableRows: { most: 1_000_000, of: 'rows in a table', code: 'R0082' },
  listItems: { most: 1_000, of: 'items in a list', code: 'R0084' },
  hours: { most: 100, of: 'stretches of hours in a band', code: 'R0084' },
  nameLength: { most: 200, of: 'characters in a name', code: 'R0085' },
  numberDigits: { most: 12, of: 'digits before the point of a number', code: 'R0039' },
  numberDecimals: { most: 6, of: 'decimals of a number', code: 'R0039' },
  amount: { most: 1_000_000_000, of: 'units of the currency in an amount', code: 'R0160' },
  periods: { most: 1_200, of: 'months, weeks or days in a period', code: 'R0037' },
  expressionBits: { most: 256, of: 'binary digits in what a part of a sum comes to', code: 'R0039' },
  expressionTerms: { most: 1_000, of: 'numbers in a sum', code: 'R0086' },
  conditionTests: {
    most: 100_000,
    of: 'tests tried to find a case in which two rules for changes both apply',
    code: 'R0470'
  },
  windowDays: { most: 92, of: 'days over which a condition counts', code: 'R0534' },
  restrictedDays: { most: 366, of: 'days for which a policy bars or slows down', code: 'R0037' },
  brackets: { most: 64, of: 'brackets inside brackets', code: 'R0012' },
  prefixDigits: { most: 15, of: 'digits in a prefix', code: 'R0038' },
  phoneDigits: { most: 15, of: 'digits in a telephone number', code: 'R0038' },
  durationDays: { most: 366, of: 'days in the quantity of a price or of an increment', code: 'R0157' },
  bands: { most: 200, of: 'bands in a tariff', code: 'R0145' },
  tariffCells: { most: 2_000_000, of: 'origins times zones times bands in a tariff', code: 'R0089' },
  unitDecimals: { most: 9, of: 'decimals of a unit', code: 'R0037' },
  calendarYears: { most: 200, of: 'years in a calendar of holidays', code: 'R0118' },
  retroactiveDays: { most: 730, of: 'days that a version reaches back', code: 'R0432' },
  exampleLines: { most: 1_000, of: 'lines in an example', code: 'R0087' },
  exampleDays: { most: 11_000, of: 'days from the first to the last of an example', code: 'R0088' },
  fileDiagnostics: { most: 200, of: 'problems of a file that are listed', code: 'R0099' },
  codeDiagnostics: { most: 50, of: 'problems of one kind between statements that are listed', code: 'R0099' },
  diagnostics: { most: 2_000, of: 'problems that are listed', code: 'R0099' }
} as const satisfies Readonly<Record<string, Limit>>

/** 64000000 -> '64,000,000' */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}
