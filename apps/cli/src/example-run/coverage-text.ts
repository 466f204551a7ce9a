// What examples touch of the rules, for people and as JSON.
import { formatPlace } from '@farthing/billing-core/values'
import type { Counted, FileCoverage, RuleCoverage } from '@farthing/simulator'
import { counted } from '../counted.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

/** A line for each file; below it the rules that no example touches, each with its place. */
export function coverageText(coverage: RuleCoverage, terminal: Terminal): string {
  const heads = table([...coverage.files.map(headOf), ['all', touchedOf(coverage), percentText(coverage)]]).split('\n')
  const all = heads[coverage.files.length] ?? ''
  const files = coverage.files.map((file, index) => `${heads[index]}\n${untouchedText(file, terminal)}`)
  return `${files.join('')}${all}\n`
}

export function coverageJson(coverage: RuleCoverage): object {
  return {
    percent: percent(coverage),
    ...coverage,
    files: coverage.files.map(file => ({ percent: percent(file), ...file }))
  }
}

function headOf(file: FileCoverage): string[] {
  const rows = file.rows === null ? '' : `, ${grouped(file.rows.touched)} of its ${grouped(file.rows.rules)} rows`
  return [file.file, `${touchedOf(file)}${rows}`, percentText(file)]
}

function touchedOf({ rules, touched }: Counted): string {
  return `${grouped(touched)} of ${grouped(rules)} touched`
}

function untouchedText({ rows, untouched }: FileCoverage, terminal: Terminal): string {
  if (untouched.length === 0 || rows !== null) return ''
  const lines = untouched.map(({ rules, ...at }) => [
    `    ${formatPlace(at)}`,
    rules === 1 ? at.rule : `${at.rule}, and ${counted(rules - 1, 'rule')} in it`
  ])
  const width = Math.max(...lines.map(([place = '']) => place.length))
  return lines.map(([place = '', rule = '']) => `${terminal.paint('yellow', place.padEnd(width))}  ${rule}\n`).join('')
}

function percentText(part: Counted): string {
  return `${percent(part)}%`
}

/** Whole, rounded down: 100 only when every rule is touched. */
function percent({ rules, touched }: Counted): number {
  return rules === 0 ? 100 : Math.floor((touched * 100) / rules)
}
