// The biggest movers of a comparison: each line that moved, with what either rule set says of it.
import {
  type Explanation,
  formatAmount,
  formatPlace,
  parseDecimal,
  type RuleRef,
  type Step
} from '@farthing/billing-core/values'
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
    ...lines.slice(0, LINES).map(line => lineText(line, lines, currency)),
    rest > 0 ? `    ... and ${grouped(rest)} more ${rest === 1 ? 'line' : 'lines'}\n` : ''
  ].join('')
}

function lineText(line: MovedLine, all: readonly MovedLine[], currency: string): string {
  const { before, after, from, label, sample, until } = line
  const title = titleOf(line)
  const isAlone = all.filter(other => other.label === label && titleOf(other) === title).length === 1
  const whose = `${label === null ? '' : `, ${label}`}${isAlone ? '' : `, ${from}..${until}`}`
  const sides = [sideCells('before', before, after, currency), sideCells('after', after, before, currency)]
  return [
    `    ${title}${whose}: ${amounts(before?.amount ?? 0n, after?.amount ?? 0n, currency)}\n`,
    table(sides),
    sample === null ? '' : sampleText(sample)
  ].join('')
}

function titleOf({ after, before, type }: MovedLine): string {
  return (after ?? before)?.description ?? type
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
  const { quantity } = (before ?? after)?.inputs ?? {}
  const used = `${quantity === undefined ? '' : ` of ${quantity}`} on ${at}${to === '' ? '' : ` to ${to}`}`
  return `      the use${used}\n${table([cells('before', before, after), cells('after', after, before)])}`
}

/** Where the side parts from the other one: the rule that decided, its place, and what the step says. */
export function ruleCells({ rule, steps }: Explanation, other: Explanation | null | undefined): string[] {
  const same = new Set(other?.steps.map(({ step, result }) => `${step}: ${result}`))
  const own = steps.filter(({ step, result }) => !same.has(`${step}: ${result}`))
  const step = own.find(each => each.step !== 'amount') ?? own.at(-1) ?? steps[0]
  return step === undefined ? [rule.rule, formatPlace(rule), ''] : stepCells(step, rule)
}

/** A step that ends with the rule that decided it has that in the cells before; a result with which it begins is not repeated. */
function stepCells({ detail, result, rule }: Step, base: RuleRef): string[] {
  const ending = rule === undefined ? '' : ` by ${rule.rule} (${formatPlace(rule)})`
  const by = rule !== undefined && detail.endsWith(ending) ? rule : base
  const said = by === base ? detail : detail.slice(0, -ending.length)
  return [by.rule, formatPlace(by), said.startsWith(`${result} `) ? said : `${said}: ${result}`]
}

/** '0.390000' -> '0.39' */
export function plain(amount: string): string {
  return formatAmount(parseDecimal(amount), '')
}

export function amounts(before: bigint, after: bigint, currency: string): string {
  const [from, to] = [formatAmount(before, currency), formatAmount(after, currency)].map(grouped)
  return `${from} -> ${to}, ${signed(after - before, currency)}`
}
