// The impact of a change over a usage file and a file of subscribers, with no database.
import { localDay } from '@farthing/billing-core/values'
import { readUsageFile } from '@farthing/kernel/usage-file'
import { type UsageFormat, usageFormatsOf } from '@farthing/plugin-sdk'
import {
  customerAccounts,
  impactCustomer,
  type ImpactRange,
  type ImpactReport,
  impactSides,
  type ImpactSides,
  ImpactTally,
  type SubscriberIndex,
  UseReader,
  WaitingUses
} from '@farthing/simulator'
import { installedPlugins } from '../installation/plugins.ts'
import { soundRules } from '../installation/rules.ts'
import { formatNamed, subscribersOf, usageSource } from '../installation/usage-files.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type AskedImpact, checkCurrency, type ImpactOptions, rangeOf } from './asked-impact.ts'
import { showNotes } from './show-notes.ts'

export async function impactOfFiles(
  asked: AskedImpact,
  options: ImpactOptions,
  terminal: Terminal
): Promise<ImpactReport> {
  const files = needed(options)
  const registry = await installedPlugins()
  const before = soundRules(files.before, registry, terminal)
  const after = soundRules(asked.rules, registry, terminal)
  checkCurrency(asked.currency, [before, after], terminal)
  const sides = impactSides({ before, after, currency: asked.currency }, registry, asked.on ?? null)
  // rules in which the name means nothing read the file like those in which it does
  const known = usageFormatsOf(registry, before).get(files.format)
  const format = known ?? formatNamed(files.format, registry, after)
  const formats = { before: format, after: usageFormatsOf(registry, after).get(files.format) ?? format }
  const { zone } = before.operator
  const held = subscribersOf(files.subscribers, before)
  const waiting = new WaitingUses()
  const { reader, notes } = await readUses(files, formats, { sides, subscribers: held.subscribers, waiting })
  terminal.err(showNotes(files.usage, notes))
  const range = chosenRange(asked, busiestMonth(reader, zone))
  const tally = new ImpactTally({ sides, range, gates: asked.gates, top: asked.top, waiting })
  const accounts = customerAccounts(held.subscribers, {
    billDays: held.billDays,
    zone,
    currency: sides.currency,
    range
  })
  const progress = openProgress(terminal, 'comparing', 'accounts')
  for (const [index, customer] of accounts.entries()) {
    const account = impactCustomer(customer, range, { sides, reader, waiting })
    if (account !== null) tally.add(account)
    progress.at(index + 1, accounts.length)
  }
  progress.end()
  return tally.report()
}

/** By the rules before; what they leave in quarantine is tried by the rules after. */
async function readUses(
  { usage, subscribers: file }: FileOptions,
  format: Record<'before' | 'after', UsageFormat>,
  { sides, subscribers, waiting }: ReadInto
): Promise<{ readonly reader: UseReader; readonly notes: readonly string[] }> {
  const { before, after } = sides
  const { operator, units } = before.rules
  const reader = new UseReader({
    format: format.before.code,
    subscribers,
    before,
    waiting,
    after: { side: after, subscribers: subscribersOf(file, after.rules).subscribers }
  })
  const read = await readUsageFile(await usageSource(usage), {
    format: format.before,
    zone: operator.zone,
    units,
    begin: (opened, header) => {
      const again = format.after.open({ header, zone: after.rules.operator.zone, units: after.rules.units })
      const both = { before: opened, after: again.ok ? again : null }
      return (text, _number, fault) => reader.read(both, text, fault)
    }
  })
  if (!read.ok) throw new FoundProblem(`${usage}: ${read.problem}`)
  reader.end()
  return { reader, notes: read.notes }
}

interface ReadInto {
  readonly sides: ImpactSides
  readonly subscribers: SubscriberIndex
  readonly waiting: WaitingUses
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
