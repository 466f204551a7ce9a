// A rated record as a person reads it.
import { oneOfUnit } from '@farthing/billing-core/values'
import type { UsageLine, UsageStatus } from '@farthing/simulator'
import { grouped } from '../progress.ts'

export function ratedLine(line: UsageLine): string {
  const place = `${line.line}`.padStart(6)
  const status = line.status.padEnd(11)
  if (line.status === 'rated') {
    const where = [line.zone, line.band].filter(Boolean).join(' ')
    const billed = `${line.billed} ${unitWord(line)}`
    const settled = line.settles === null ? '' : `  (line ${line.settles} is a duplicate of it)`
    const price = line.amount === null ? `by tiers ${line.waitsFor}, with the bill` : `${line.amount} ${line.currency}`
    return `${place}  ${status}  ${price}  ${line.service} ${line.to ?? ''}  ${where}  ${billed}${settled}\n`
  }
  const why = [line.reason, line.field, line.detail].filter(Boolean).join(' · ')
  return `${place}  ${status}  ${why || `already seen (${line.id ?? 'same line'})`}\n`
}

/** Units that rules declare are named in the plural. */
function unitWord({ billed, unit }: UsageLine): string {
  const isKnown = unit !== null && ['second', 'byte', 'message', 'event'].includes(unit)
  if (!isKnown) return billed === 1 ? oneOfUnit(unit ?? '') : (unit ?? '')
  return billed === 1 ? unit : `${unit}s`
}

export function ratedSummary(counts: Readonly<Record<UsageStatus, number>>): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const parts = Object.entries(counts).map(([status, count]) => `${grouped(count)} ${status}`)
  return `${grouped(total)} in = ${parts.join(' + ')}\n`
}
