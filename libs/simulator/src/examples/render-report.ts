// A red example as text: what was expected, what came, line by line.
import { formatPlace } from '@farthing/billing-core/values'
import type { DifferenceRow, ExampleFailure, ExampleReport } from './example-report.ts'

const marks = { same: ' ', missing: '-', unexpected: '+' } as const
const words = { same: '', missing: 'expected', unexpected: 'on the invoice' } as const

/** One line for a green example; for a red one its failures with their difference tables. */
export function renderExample(report: ExampleReport): string {
  const head = `${report.ok ? 'ok ' : 'RED'} ${report.title} (${formatPlace(report.at)})`
  return [head, ...report.failures.flatMap(failure => renderFailure(failure))].join('\n')
}

function renderFailure({ at, message, table }: ExampleFailure): string[] {
  return [`    ${formatPlace(at)}: ${message}`, ...renderTable(table).map(row => `      ${row}`)]
}

/** '- charge  Mobile 40  2026-04-01..2026-05-01  41.00  expected' */
export function renderTable(rows: readonly DifferenceRow[]): string[] {
  const width = (pick: (row: DifferenceRow) => string): number =>
    rows.reduce((widest, row) => Math.max(widest, pick(row).length), 0)
  const [titles, days, amounts] = [width(row => row.title), width(row => row.days), width(row => row.amount)]
  return rows.map(({ amount, days: stretch, sign, status, title }) =>
    `${marks[status]} ${sign}  ${title.padEnd(titles)}  ${stretch.padEnd(days)}  ${amount.padStart(amounts)}  ${words[status]}`.trimEnd()
  )
}
