// The biggest movers of a comparison: each line that moved, with what either rule set says of it.
import { type Explanation, formatAmount, formatPlace, parseDecimal } from '@farthing/billing-core/values'
import type { LineSide, MovedLine, Mover, SampleUse } from '@farthing/simulator'
import { localTime } from '../local-time.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import { percent, signed } from './changed-amount.ts'

const LINES = 3

export function moversText(title: string, movers: readonly Mover[], currency: string): string {
  if (movers.length === 0) return ''
  return `${title}\n${movers.map(mover => moverText(mover, currency)).join('')}`
}

function moverText({ number, before, after, lines }: Mover, currency: string): string {
  const rest = lines.length - LINES
  return [
    `  ${number}  ${amounts(before, after, currency)} (${percent(before, after)})\n`,
    ...lines.slice(0, LINES).map(line => lineText(line, currency)),
    rest > 0 ? `    ... and ${grouped(rest)} more ${rest === 1 ? 'line' : 'lines'}\n` : ''
  ].join('')
}

function lineText(line: MovedLine, currency: string): string {
  const { before, after, label, sample } = line
  const title = (after ?? before)?.description ?? line.type
  const whose = label === null ? '' : `, ${label}`
  const sides = [sideCells('before', before, after, currency), sideCells('after', after, before, currency)]
  return [
    `    ${title}${whose}: ${amounts(before?.amount ?? 0n, after?.amount ?? 0n, currency)}\n`,
    table(sides),
    sample === null ? '' : sampleText(sample)
  ].join('')
}

function sideCells(name: string, side: LineSide | null, other: LineSide | null, currency: string): string[] {
  if (side === null) return [`      ${name}`, 'not charged', '', '']
  return [`      ${name}`, formatAmount(side.amount, currency), ...ruleCells(side.explanation, other?.explanation), '']
}

function sampleText({ startedAt, to, clock, before, after }: SampleUse): string {
  const at = localTime(Temporal.Instant.fromEpochMilliseconds(startedAt), clock)
  const cells = (name: string, side: Explanation | null, other: Explanation | null): string[] =>
    side === null
      ? [`        ${name}`, 'cannot be rated', '', '']
      : [`        ${name}`, plain(side.amount), ...ruleCells(side, other), '']
  return `      the use on ${at}${to === '' ? '' : ` to ${to}`}\n${table([cells('before', before, after), cells('after', after, before)])}`
}

/** The rule, its place, and the first step in which it differs from the other side; how it begins, where there is none. */
function ruleCells({ rule, steps }: Explanation, other: Explanation | null | undefined): string[] {
  const same = new Set(other?.steps.map(({ detail, result }) => `${detail}: ${result}`))
  const step = steps.find(({ detail, result }) => !same.has(`${detail}: ${result}`)) ?? steps[0]
  return [rule.rule, formatPlace(rule), step === undefined ? '' : `${step.detail}: ${step.result}`]
}

/** '0.390000' -> '0.39' */
function plain(amount: string): string {
  return formatAmount(parseDecimal(amount), '')
}

function amounts(before: bigint, after: bigint, currency: string): string {
  const [from, to] = [formatAmount(before, currency), formatAmount(after, currency)].map(grouped)
  return `${from} -> ${to}, ${signed(after - before, currency)}`
}
