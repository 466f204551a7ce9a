import { readUsageFile } from '@farthing/kernel/usage-file'
import { currenciesOf, nearest, type RuleSet, rulesIn } from '@farthing/rules-language'
import {
  ruleBook,
  usageRating,
  type TariffChoice,
  type UsageLine,
  UsageLines,
  type UsageStatus
} from '@farthing/simulator'
import { systemNow } from '../clock.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { soundRules } from '../installation/rules.ts'
import { formatNamed, subscribersOf, usageSource } from '../installation/usage-files.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { buffered } from './buffered.ts'
import { ratedLine, ratedSummary } from './rated-line.ts'
import { showNotes } from './show-notes.ts'

export interface RateOptions {
  readonly format: string
  readonly rules: string
  readonly subscribers?: string
  readonly plan?: string
  readonly tariff?: string
  /** Of the customers; the operator's own when it is left out. */
  readonly currency?: string
  /** Instant at which the rating is done: decides what is too old or in the future. */
  readonly now?: string
  /** Exit code 1 when a record went to quarantine. */
  readonly strict?: true
  readonly json?: true
}

/** `farthing rate FILE`: usage in, rated usage out, one line each, no database. */
export async function rate(file: string, options: RateOptions, terminal: Terminal): Promise<void> {
  const registry = await installedPlugins()
  const choice = chosenTariff(options)
  const now = instant(options.now)
  const rules = chosenRules(soundRules(options.rules, registry, terminal), options)
  const format = formatNamed(options.format, registry, rules)
  refuseUnknown('plan', options.plan, rules.plans)
  refuseUnknown('tariff', options.tariff, rules.tariffs)
  const subscribers = options.subscribers === undefined ? null : subscribersOf(options.subscribers, rules).subscribers
  const rating = usageRating({ ruleBook: ruleBook([{ from: null, rules }]), registry, subscribers, choice, now })
  const counts: Record<UsageStatus, number> = { rated: 0, duplicate: 0, quarantined: 0, filtered: 0 }
  const out = buffered(terminal)
  const show = (line: UsageLine): void => {
    counts[line.status]++
    if (line.settles !== null) {
      counts.quarantined--
      counts.duplicate++
    }
    out.write(options.json ? `${JSON.stringify(line)}\n` : ratedLine(line))
  }
  let lines: UsageLines | null = null as UsageLines | null
  const done = await readUsageFile(await usageSource(file), {
    format,
    zone: rules.operator.zone,
    units: rules.units,
    begin: opened => {
      lines = new UsageLines(format.code, opened, rating)
      const file = lines
      return (text, number, fault) => file.read(text, number, fault).forEach(show)
    }
  })
  lines?.end().forEach(show)
  const notes = done.ok ? done.notes : []
  if (options.json && notes.length > 0) out.write(`${JSON.stringify({ notes })}\n`)
  out.flush()
  if (!options.json && (done.ok || anyOf(counts))) terminal.err(showNotes(file, notes) + ratedSummary(counts))
  if (!done.ok) throw new FoundProblem(`${file}: ${done.problem}`)
  if (options.strict && counts.quarantined > 0) throw new FoundProblem()
}

/** For customers in the currency that was asked for. */
function chosenRules(whole: RuleSet, { currency = whole.operator.currency }: RateOptions): RuleSet {
  const rules = rulesIn(whole, currency)
  if (rules !== undefined) return rules
  const known = currenciesOf(whole)
  throw new CallProblem(`--currency is ${currency}, and the rules bill in ${known.join(', ')}`)
}

function anyOf(counts: Record<UsageStatus, number>): boolean {
  return Object.values(counts).some(count => count > 0)
}

function chosenTariff({ plan, tariff, subscribers }: RateOptions): TariffChoice {
  const given = [plan, tariff, subscribers].filter(each => each !== undefined)
  if (given.length > 1)
    throw new CallProblem(
      'give one of --subscribers, --plan and --tariff: each says by itself who pays by which tariff'
    )
  if (plan !== undefined) return { plan }
  return tariff === undefined ? null : { tariff }
}

function refuseUnknown(kind: string, name: string | undefined, known: ReadonlyMap<string, unknown>): void {
  if (name === undefined || known.has(name)) return
  const close = nearest(name, known.keys())
  const hint = close === undefined ? `There are: ${[...known.keys()].sort().join(', ')}.` : `Did you mean '${close}'?`
  throw new CallProblem(`the rules have no ${kind} '${name}'. ${hint}`)
}

function instant(text: string | undefined): Temporal.Instant {
  if (text === undefined) return systemNow()
  try {
    return Temporal.Instant.from(text)
  } catch {
    throw new CallProblem(`--now is '${text}', which is no instant like 2026-03-01T12:00:00Z`)
  }
}
