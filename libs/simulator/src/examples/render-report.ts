// A red example as text: what was expected, what came, row by row, and how an amount that differs was computed.
import { type Explanation, formatPlace } from '@farthing/billing-core/values'
import type { DifferenceRow, ExampleFailure, ExampleReport } from './example-report.ts'

/** `good`, `bad`: what was expected, what came instead; `mark`: where they differ; `faint`: beside the point. */
export type ReportStyle = 'good' | 'bad' | 'mark' | 'faint'

/** Colours a piece of text; left out, what differs is underlined with carets. */
export type Paint = (style: ReportStyle, text: string) => string

/** One line for a green example; for a red one its failures with their difference tables. */
export function renderExample(report: ExampleReport, paint?: Paint): string {
  const colour: Paint = paint ?? ((_, text) => text)
  const verdict = report.ok ? colour('good', 'ok ') : colour('bad', 'RED')
  const head = `${verdict} ${report.title} ${colour('faint', `(${formatPlace(report.at)})`)}`
  return [head, ...report.failures.flatMap(failure => renderFailure(failure, paint))].join('\n')
}

function renderFailure({ at, explanation, message, table }: ExampleFailure, paint?: Paint): string[] {
  return [
    `    ${formatPlace(at)}: ${message}`,
    ...renderTable(table, paint).map(row => `      ${row}`),
    ...(explanation === null ? [] : renderExplanation(explanation).map(row => `      ${row}`))
  ]
}

/** '- charge  Mobile 40  2026-04-01..2026-05-01  41.00  expected', and the row that came below it. */
export function renderTable(rows: readonly DifferenceRow[], paint?: Paint): string[] {
  const widths = widthsOf(rows.flatMap(({ expected, got }) => [expected ?? [], got ?? []]))
  return rows.flatMap(row => renderRow(row, widths, paint))
}

function renderRow(row: DifferenceRow, widths: readonly number[], paint?: Paint): string[] {
  const line = (mark: string, cells: readonly string[], word: string): string =>
    `${mark} ${aligned(cells, widths).join('  ')}  ${word}`.trimEnd()
  const colour: Paint = paint ?? ((_, text) => text)
  switch (row.status) {
    case 'same':
      return [line(' ', row.got, '')]
    case 'missing':
      return [colour('good', line('-', row.expected, 'expected, and not there'))]
    case 'unexpected':
      return [colour('bad', line('+', row.got, 'not expected'))]
    case 'differs':
      return differing(row.expected, row.got, { widths, paint })
  }
}

interface Look {
  readonly widths: readonly number[]
  readonly paint: Paint | undefined
}

function differing(expected: readonly string[], got: readonly string[], { paint, widths }: Look): string[] {
  const sides = [expected, got].map(cells => aligned(cells, widths))
  const differs = expected.map((cell, index) => cell !== got[index])
  const row = (mark: string, cells: readonly string[], word: string): string => {
    const painted = cells.map((cell, index) =>
      differs[index] && paint ? cell.replace(/\S.*\S|\S/, text => paint('mark', text)) : cell
    )
    return `${mark} ${painted.join('  ')}  ${word}`
  }
  const [wanted = [], came = []] = sides
  const rows = [row('-', wanted, 'expected'), row('+', came, 'got')]
  if (paint) return [paint('good', rows[0] ?? ''), paint('bad', rows[1] ?? '')]
  const carets = came.map((cell, index) =>
    differs[index] ? cell.replace(/\S.*\S|\S/, text => '^'.repeat(text.length)) : ' '.repeat(cell.length)
  )
  return [...rows, `  ${carets.join('  ')}`.trimEnd()]
}

function renderExplanation({ rule, steps }: Explanation): string[] {
  const widths = widthsOf(steps.map(({ detail, step }) => [step, detail]))
  return [
    `by ${rule.rule} (${formatPlace(rule)})`,
    ...steps.map(
      ({ detail, result, step }) => `  ${aligned([step, detail, ''], [...widths, 0], false).join('  ')}${result}`
    )
  ]
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)))
  return widths
}

/** Padded to their columns; the last one to the right when it is an amount. */
function aligned(cells: readonly string[], widths: readonly number[], lastIsAmount = true): string[] {
  return cells.map((cell, index) => {
    const width = widths[index] ?? 0
    return lastIsAmount && index === cells.length - 1 ? cell.padStart(width) : cell.padEnd(width)
  })
}
