// The impact of a change over a usage file and a file of subscribers, with no database.
import { localDay } from '@farthing/billing-core/values'
import { readUsageFile } from '@farthing/kernel/usage-file'
import {
  customerAccounts,
  impactDates,
  type ImpactRange,
  type ImpactReport,
  impactSides,
  ImpactTally,
  UseReader
} from '@farthing/simulator'
import { installedPlugins } from '../installation/plugins.ts'
import { soundRules } from '../installation/rules.ts'
import { formatNamed, subscribersOf, usageSource } from '../installation/usage-files.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type AskedImpact, type ImpactOptions, rangeOf } from './asked-impact.ts'

export async function impactOfFiles(
  asked: AskedImpact,
  options: ImpactOptions,
  terminal: Terminal
): Promise<ImpactReport> {
  const { before, usage, format, subscribers } = needed(options)
  const registry = await installedPlugins()
  const usageFormat = formatNamed(format, registry)
  const sides = impactSides(
    soundRules(before, registry, terminal),
    soundRules(asked.rules, registry, terminal),
    registry,
    asked.on ?? null
  )
  const { rules } = sides.before
  const { zone, currency } = rules.operator
  const held = subscribersOf(subscribers, rules)
  const reader = new UseReader({ format, subscribers: held.subscribers, operator: rules.operator })
  const read = await readUsageFile(await usageSource(usage), {
    format: usageFormat,
    zone,
    units: rules.units,
    begin: opened => (text, _number, fault) => reader.read(opened, text, fault)
  })
  if (!read.ok) throw new FoundProblem(`${usage}: ${read.problem}`)
  const range = chosenRange(asked, busiestMonth(reader, zone))
  const tally = new ImpactTally({ sides, range, gates: asked.gates, top: asked.top })
  const accounts = customerAccounts(held.subscribers, { billDays: held.billDays, zone, currency, range })
  const progress = openProgress(terminal, 'comparing', 'accounts')
  for (const [index, { number, history }] of accounts.entries()) {
    const dates = impactDates(history, range, { sides })
    if (dates !== null) {
      const uses = reader.usesOf(number).filter(({ startedAt }) => startedAt >= dates.usageFromMs)
      tally.add({ number, history, dates, uses })
    }
    progress.at(index + 1, accounts.length)
  }
  progress.end()
  return tally.report()
}

type FileOptions = Required<Pick<ImpactOptions, 'before' | 'usage' | 'format' | 'subscribers'>>

function needed(options: ImpactOptions): FileOptions {
  const { before, usage, format, subscribers } = options
  if (before !== undefined && usage !== undefined && format !== undefined && subscribers !== undefined) {
    return { before, usage, format, subscribers }
  }
  const missing = (['before', 'usage', 'format', 'subscribers'] as const).filter(name => options[name] === undefined)
  throw new CallProblem(`a comparison over files also needs ${missing.map(name => `--${name}`).join(', ')}`)
}

function chosenRange({ from, until }: AskedImpact, month: ImpactRange | null): ImpactRange {
  const [first, last] = [from ?? month?.from, until ?? month?.until]
  if (first !== undefined && last !== undefined) return rangeOf(first, last)
  throw new FoundProblem(
    'The usage file has no use of a subscriber: there is nothing to compare. Give --from and --until.'
  )
}

/** The calendar month in which most of the uses began: a few mistaken dates do not move it. */
function busiestMonth(reader: UseReader, zone: string): ImpactRange | null {
  const uses = new Map<string, number>()
  for (const list of reader.lists()) {
    for (const { startedAt } of list) {
      const month = localDay(startedAt, zone).with({ day: 1 }).toString()
      uses.set(month, (uses.get(month) ?? 0) + 1)
    }
  }
  const [busiest] = [...uses].sort(([a, most], [b, many]) => many - most || (a < b ? -1 : 1))
  if (busiest === undefined) return null
  const from = Temporal.PlainDate.from(busiest[0])
  return { from, until: from.add({ months: 1 }) }
}
