import { breaksGates, gatesHold, impactJson, type ImpactReport } from '@farthing/simulator'
import { dateOption } from '../dates.ts'
import { readGates } from '../installation/gates.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import type { AskedImpact, ImpactOptions } from './asked-impact.ts'
import { brokenGates, impactText, nothingCompared } from './impact-text.ts'

/** `farthing impact rules`: what these rules would do to real bills. Writes nothing. */
export async function impact(rules: string, options: ImpactOptions, terminal: Terminal): Promise<void> {
  const { currency, failIf = [], gates, from, until, on, top } = options
  if (!/^\d{1,3}$/.test(top)) throw new CallProblem(`--top is '${top}', which is no whole number up to 999`)
  const asked = {
    rules,
    from: from === undefined ? undefined : dateOption(from, '--from'),
    until: until === undefined ? undefined : dateOption(until, '--until'),
    on: on === undefined ? undefined : dateOption(on, '--on'),
    currency,
    gates: readGates({ written: failIf, option: '--fail-if', file: gates }, terminal),
    top: Number(top)
  }
  const report = await compared(asked, options, terminal)
  terminal.out(options.json ? `${JSON.stringify(impactJson(report))}\n` : impactText(report, terminal))
  if (gatesHold(report)) return
  if (breaksGates(report)) throw new FoundProblem(`T${brokenGates(report).slice(1)}.`)
  throw new FoundProblem(
    `The gates hold over nothing: ${nothingCompared(report)}. Give --from and --until of days that have bills.`
  )
}

/** Over files when a usage file is given; what a way needs is loaded only then. */
async function compared(asked: AskedImpact, options: ImpactOptions, terminal: Terminal): Promise<ImpactReport> {
  const { usage, subscribers, format } = options
  if (usage === undefined && subscribers === undefined && format === undefined) {
    return (await import('./impact-database.ts')).impactOfDatabase(asked, options, terminal)
  }
  return (await import('./impact-files.ts')).impactOfFiles(asked, options, terminal)
}
