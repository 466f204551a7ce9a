// What a change of rules does, as a person reads it: what is lost first, then the money.
import { formatAmount } from '@farthing/billing-core/values'
import type { ImpactReport } from '@farthing/simulator'
import { counted } from '../counted.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { percent, signed } from './changed-amount.ts'
import { moversText } from './impact-movers.ts'

type Paint = Terminal['paint']
const ROWS = 12
const BAR = 40

export function impactText(report: ImpactReport, { paint }: Pick<Terminal, 'paint'>): string {
  return [
    headText(report, paint),
    laterText(report),
    lostText(report, paint),
    waitingText(report),
    parkedText(report, paint),
    totalsText(report),
    histogramText(report),
    plansText(report),
    chargesText(report),
    moversText('biggest rises', report.risers, report.currency),
    moversText('biggest falls', report.fallers, report.currency),
    gatesText(report, paint)
  ]
    .filter(part => part !== '')
    .join('\n')
}

/** 'the change breaks one gate as the rules are on 2027-01-01' */
export function brokenGates({ gates, on, correcting }: ImpactReport): string {
  const corrections = correcting === null ? '' : ` with the first bills from ${correcting}, which correct earlier ones`
  const day = on === null ? corrections : ` as the rules are on ${on}`
  return `the change breaks ${counted(gates.filter(({ ok }) => !ok).length, 'gate')}${day}`
}

/** Of a report that compared no account. */
export function nothingCompared({ range, parked }: ImpactReport): string {
  const why =
    parked.accounts > 0
      ? 'no account could be billed by both rule sets'
      : `no account has a bill dated after ${range.from}, up to and including ${range.until}`
  return `nothing was compared: ${why}`
}

function headText(report: ImpactReport, paint: Paint): string {
  const { before, after, range, on, correcting, compared, uses, parked } = report
  const accounts = counted(compared + parked.accounts, 'account')
  return [
    `bills dated after ${range.from}, up to and including ${range.until}: ${accounts}, ${counted(uses, 'use')}\n`,
    `  before  ${before}\n`,
    `  after   ${after}${before === after ? ', the same rules' : ''}\n`,
    on === null ? '' : `  both as they are on ${on}\n`,
    correcting === null ? '' : `  the first bill of each, which corrects earlier ones by versions that reach back\n`,
    compared > 0 ? '' : `${paint('yellow', nothingCompared(report))}\n`
  ].join('')
}

function laterText({ later }: ImpactReport): string {
  const hinted = later.find(({ in: side }) => side !== 'both') ?? later[0]
  if (hinted === undefined) return ''
  const rest = later.length - ROWS
  return [
    'not compared, for they begin after these days\n',
    ...later.slice(0, ROWS).map(({ kind, name, from, in: side }) => {
      return `  ${kind} ${name} from ${from}, ${side === 'both' ? 'in both' : `only ${side}`}\n`
    }),
    rest > 0 ? `  ... and ${grouped(rest)} more\n` : '',
    `  --on ${hinted.from} compares both as they are on that day\n`
  ].join('')
}

function lostText({ lost }: ImpactReport, paint: Paint): string {
  if (lost.uses === 0) return ''
  const rows = lost.groups.flatMap(({ reason, plan, service, uses, accounts, sample }) => {
    const whose = plan === null ? service : `${service} of plan ${plan}`
    const at = Temporal.Instant.fromEpochMilliseconds(sample.startedAt)
    const to = sample.to === '' ? '' : ` to ${sample.to}`
    return [
      `  ${reason}: ${whose}, ${counted(uses, 'use')} of ${counted(accounts, 'account')}\n`,
      `    ${sample.account} at ${at}${to}: ${sample.detail}\n`
    ]
  })
  const head = `${counted(lost.uses, 'use')} of ${counted(lost.accounts, 'account')} can no longer be rated, and no bill after has them`
  return [`${paint('red', head)}\n`, ...rows].join('')
}

/** The rules before are named where a retry is worth it today. */
function waitingText({ waiting, currency }: ImpactReport): string {
  const { lines, before, after, onlyBefore } = waiting
  if (lines === 0) return ''
  const rated = ({ lines: some, amount }: typeof after): string =>
    some === 0 ? 'none of them' : `${grouped(some)} of them for ${grouped(formatAmount(amount, currency))} ${currency}`
  const today = before.lines === 0 ? '' : `, those before ${rated(before)}`
  const lost = onlyBefore === 0 ? '' : `; ${counted(onlyBefore, 'line')} could be rated before and cannot after`
  const wait = lines === 1 ? 'waits' : 'wait'
  return `${counted(lines, 'line')} ${wait} in quarantine: the rules after would rate ${rated(after)}${today}${lost}\n`
}

function parkedText({ parked }: ImpactReport, paint: Paint): string {
  if (parked.accounts === 0) return ''
  const head = `${counted(parked.accounts, 'account')} cannot be billed, and ${parked.accounts === 1 ? 'is' : 'are'} in no sum below`
  const rest = parked.accounts - parked.named.length
  return [
    `${paint(parked.news > 0 ? 'red' : 'yellow', head)}\n`,
    ...parked.named.map(row => `  ${row.account} ${row.under}: ${row.reason}, ${row.detail}\n`),
    rest > 0 ? `  ... and ${grouped(rest)} more\n` : ''
  ].join('')
}

function totalsText(report: ImpactReport): string {
  const { total, currency, rises, falls, stayed } = report
  const amount = (micro: bigint): string => grouped(formatAmount(micro, currency))
  const middle = (micro: bigint): string => grouped(formatAmount(roundedToCoin(micro), currency))
  const moved = (name: string, { accounts, sum, largest, median }: ImpactReport['rises']): string[] =>
    accounts === 0
      ? [`  ${name}`, grouped(accounts)]
      : [`  ${name}`, grouped(accounts), amount(sum), `largest ${amount(largest)}, median ${middle(median)}`]
  const change = `${signed(total.after - total.before, currency)} ${currency} (${percent(total.before, total.after)})`
  return [
    `total ${amount(total.before)} -> ${amount(total.after)} ${currency}, ${change}\n`,
    table([moved('rise', rises), moved('fall', falls), ['  stay', grouped(stayed)]].map(row => [...row, '']))
  ].join('')
}

function roundedToCoin(micro: bigint): bigint {
  return (micro / 10_000n) * 10_000n
}

function histogramText({ histogram, compared }: ImpactReport): string {
  const most = Math.max(...histogram.map(({ accounts }) => accounts))
  if (compared === 0 || most === 0) return ''
  const rows = histogram.map(({ least, most: up, accounts }) => {
    const bar = '█'.repeat(Math.ceil((accounts / most) * BAR))
    return [`  ${barName(least, up)}`, grouped(accounts), bar, '']
  })
  return `accounts by change\n${table(rows)}`
}

function barName(least: number | null, most: number | null): string {
  if (least === null) return `under ${most}%`
  if (most === null) return `over +${least}%`
  if (least === 0 && most === 0) return 'the same'
  return least < 0 ? `${least}..${most}%` : `+${least}..+${most}%`
}

function plansText({ plans, currency }: ImpactReport): string {
  const rows = moved(plans).map(each => [`  ${each.plan}`, grouped(each.subscriptions), ...sums(each, currency)])
  return clipped('by plan', [['', 'subscriptions', 'before', 'after', 'change', ''], ...rows], plans.length)
}

function chargesText({ charges, currency }: ImpactReport): string {
  const rows = moved(charges).map(each => {
    const what = each.service === null ? each.type : [each.service, each.zone].filter(Boolean).join(' ')
    return [`  ${what}`, ...sums(each, currency)]
  })
  return clipped('by charge', [['', 'before', 'after', 'change', ''], ...rows], charges.length)
}

function moved<T extends { readonly before: bigint; readonly after: bigint }>(rows: readonly T[]): T[] {
  return rows.filter(({ before, after }) => before !== after)
}

function sums({ before, after }: { before: bigint; after: bigint }, currency: string): string[] {
  const share = before === after ? '' : percent(before, after)
  return [
    grouped(formatAmount(before, currency)),
    grouped(formatAmount(after, currency)),
    signed(after - before, currency),
    share
  ]
}

/** `all`: those that did not move included. */
function clipped(title: string, rows: readonly string[][], all: number): string {
  const shown = rows.slice(0, ROWS + 1)
  if (shown.length === 1) return ''
  const [more, still] = [rows.length - shown.length, all - rows.length + 1]
  const rest = [
    ...(more > 0 ? [`${grouped(more)} more that moved`] : []),
    ...(still > 0 ? [`${grouped(still)} that did not move`] : [])
  ]
  return `${title}\n${numbers(shown)}${rest.length > 0 ? `  and ${rest.join(', ')}\n` : ''}`
}

/** Everything but the first column to the right. */
function numbers(rows: readonly string[][]): string {
  const columns = Math.max(...rows.map(({ length }) => length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map(row => (row[column] ?? '').length))
  )
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)
  return rows.map(row => `${row.map(cell).join('  ').trimEnd()}\n`).join('')
}

function gatesText({ gates, compared, currency }: ImpactReport, paint: Paint): string {
  return gates
    .map(({ gate, ok, broken, worst }) => {
      const head = ok ? paint('green', 'holds ') : paint('red', 'broken')
      if (compared === 0 && ok) return `${paint('yellow', 'empty ')}  ${gate.text}\n`
      if (ok) return `${head}  ${gate.text}\n`
      if (worst === null) return `${head}  ${gate.text}: ${grouped(broken)}\n`
      const amounts = `${formatAmount(worst.before, currency)} -> ${formatAmount(worst.after, currency)}`
      const others = broken > 1 ? `, and ${grouped(broken - 1)} more` : ''
      return `${head}  ${gate.text}: ${worst.name} ${amounts} (${percent(worst.before, worst.after)})${others}\n`
    })
    .join('')
}
