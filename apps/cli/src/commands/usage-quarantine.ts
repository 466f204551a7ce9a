import {
  QUARANTINE_BEGIN,
  type QuarantineAlert,
  type QuarantinedLine,
  type QuarantineFilter,
  type QuarantineSummary,
  UsageQuarantine
} from '@farthing/kernel'
import { looksFirst, nextStep } from '@farthing/simulator'
import { systemNow } from '../clock.ts'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { localMoment } from '../local-time.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { operatorZone } from './operator-zone.ts'
import { showNotes } from './show-notes.ts'
import { importJson, showImport } from './usage-import.ts'

/** Which of the lines that wait. */
export interface QuarantineChoice {
  readonly reason?: string
  readonly import?: number
  readonly service?: string
  readonly event?: readonly string[]
  /** Days that a line has waited at least. */
  readonly olderThan?: number
  readonly json?: true
}

const COMMAND = 'farthing usage quarantine'

/** `farthing usage quarantine`: the lines that wait, with place, field and reason; `--retry` rates them again. */
export async function usageQuarantine(
  options: QuarantineChoice & { readonly limit: number; readonly retry?: true },
  terminal: Terminal
): Promise<void> {
  const { json, limit } = options
  await withKernel({ command: COMMAND }, async kernel => {
    const quarantine = kernel.get(UsageQuarantine)
    await refuseMisnamed(quarantine, options)
    if (options.retry) {
      const retried = await quarantine.retry(filterOf(options))
      if (!retried.ok) throw new FoundProblem(retried.detail)
      if (json) return terminal.out(`${JSON.stringify(importJson(retried.value))}\n`)
      terminal.out(showImport(retried.value))
      return terminal.err(showNotes(retried.value.name, retried.value.notes))
    }
    const lines = await quarantine.list({ ...filterOf(options), state: 'open', after: QUARANTINE_BEGIN, limit })
    if (json) terminal.out(lines.map(line => `${JSON.stringify(lineJson(line))}\n`).join(''))
    else if (lines.length > 0) terminal.out(lines.map(lineText).join('') + stepsText(lines))
    else terminal.out(isChosen(options) ? nothingChosen(await quarantine.open()) : 'nothing in quarantine\n')
  })
}

/** `farthing usage quarantine summary`: how much waits for what, since when, and which part of all usage that is. */
export async function quarantineSummary({ json }: QuarantineChoice, terminal: Terminal): Promise<void> {
  await withKernel({ command: `${COMMAND} summary` }, async kernel => {
    const { alerts, ...summary } = await kernel.get(UsageQuarantine).summary()
    if (json) {
      const reasons = summary.reasons.map(each => ({ ...each, nextStep: nextStep(each.reason) }))
      return terminal.out(`${JSON.stringify({ ...summary, reasons, alerts })}\n`)
    }
    terminal.out(summaryText(summary, alerts, await operatorZone(kernel)))
  })
}

/** `farthing usage quarantine drop --why "..."`: gives lines up. They are kept with who did it and why. */
export async function quarantineDrop(
  options: QuarantineChoice & { readonly why: string; readonly by: string },
  terminal: Terminal
): Promise<void> {
  const { why, by, json } = options
  const filter = filterOf(options)
  if (!isChosen(options)) {
    throw new CallProblem('say which lines to drop: --reason, --import, --service, --event or --older-than')
  }
  if (why.trim() === '' || by.trim() === '')
    throw new CallProblem('--why and --by are kept with every line: say something')
  await withKernel({ command: `${COMMAND} drop` }, async kernel => {
    const quarantine = kernel.get(UsageQuarantine)
    await refuseMisnamed(quarantine, options)
    const dropped = await quarantine.drop(filter, { by, why })
    terminal.out(json ? `${JSON.stringify({ dropped })}\n` : `${counted(dropped, 'line')} dropped\n`)
  })
}

function filterOf({ reason, import: importId, service, olderThan, event: events }: QuarantineChoice): QuarantineFilter {
  const before = olderThan === undefined ? undefined : systemNow().subtract({ hours: olderThan * 24 })
  return { reason, importId, service, before, events }
}

function isChosen(options: QuarantineChoice): boolean {
  return Object.values(filterOf(options)).some(each => each !== undefined)
}

/** An import or a reason that there never was is a slip of the pen, not an empty list. */
async function refuseMisnamed(quarantine: UsageQuarantine, options: QuarantineChoice): Promise<void> {
  const known = await quarantine.known(filterOf(options))
  if (!known.ok) throw new FoundProblem(known.detail)
}

function nothingChosen(open: Readonly<Record<string, number>>): string {
  const counts = Object.entries(open).map(([reason, count]) => `${grouped(count)} ${reason}`)
  return counts.length === 0 ? 'nothing in quarantine\n' : `nothing of these waits; what does: ${counts.join(', ')}\n`
}

/** Times on the clocks of `zone`. */
export function summaryText(
  { count, lines, share, reasons }: Omit<QuarantineSummary, 'oldest'>,
  alerts: readonly Pick<QuarantineAlert, 'name' | 'since'>[],
  zone: string
): string {
  const beyond = alerts.map(({ name, since }) => `beyond the limit of ${name} since ${localMoment(since, zone)}\n`)
  if (count === 0) return `nothing in quarantine\n${beyond.join('')}`
  const rows = reasons.map(each => [
    each.reason,
    grouped(each.count),
    localMoment(each.first, zone),
    localMoment(each.last, zone),
    percent(each.share)
  ])
  const head = ['reason', 'lines', 'first', 'last', 'share']
  return `${table([head, ...rows])}${counted(count, 'line')} wait: ${percent(share)} of the ${grouped(lines)} of the last 30 days\n${stepsText(reasons)}${beyond.join('')}`
}

function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`
}

function lineJson({
  file,
  line,
  field,
  reason,
  detail,
  raw,
  known,
  event,
  format,
  importId,
  service
}: QuarantinedLine): object {
  return {
    event,
    import: importId,
    format,
    file,
    line,
    service,
    field,
    reason,
    detail,
    nextStep: nextStep(reason),
    raw: raw.toString(),
    known: known.toString()
  }
}

/** Once a reason, in the order of the lines. */
function stepsText(lines: readonly Pick<QuarantinedLine, 'reason'>[]): string {
  const reasons = [...new Set(lines.map(({ reason }) => reason))]
  return `\nwhat to do\n${reasons.map(reason => `  ${reason}: ${nextStep(reason)}\n`).join('')}`
}

function lineText({ event, file, format, importId, line, field, reason, detail, raw }: QuarantinedLine): string {
  const alone = looksFirst(reason) ? `  it alone: --event ${event}\n` : ''
  return `${file}:${line} (${format}, import ${importId})  ${reason}, ${field}: ${detail}\n  ${raw.toString().slice(0, 160)}\n${alone}`
}
