// The impact of a change over the accounts and usage of the installation.
import { existsSync } from 'node:fs'
import { ImpactService, PluginRegistry, RulesHost } from '@farthing/kernel'
import type { RuleSet } from '@farthing/rules-language'
import type { ImpactReport } from '@farthing/simulator'
import type { INestApplicationContext } from '@nestjs/common'
import { withKernel } from '../installation/open-kernel.ts'
import { soundRules } from '../installation/rules.ts'
import { FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'
import { type AskedImpact, checkCurrency, type ImpactOptions, rangeOf } from './asked-impact.ts'

const CURRENT = 'current'

export function impactOfDatabase(
  asked: AskedImpact,
  options: ImpactOptions,
  terminal: Terminal
): Promise<ImpactReport> {
  const { currency, from, until, on, gates, top } = asked
  if (from !== undefined && until !== undefined) rangeOf(from, until)
  return withKernel({ command: 'farthing impact' }, async kernel => {
    const before = await namedRules(options.before ?? CURRENT, kernel, terminal)
    const after = await namedRules(asked.rules, kernel, terminal)
    checkCurrency(currency, [before, after], terminal)
    const progress = openProgress(terminal, 'comparing', 'accounts')
    const report = await kernel.get(ImpactService).compare({
      before,
      after,
      currency,
      on,
      range: { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) },
      gates,
      top,
      progress: ({ done, all }) => progress.at(done, all)
    })
    progress.end()
    return report
  })
}

/** A folder of rules, or a published version by its hash. */
async function namedRules(name: string, kernel: INestApplicationContext, terminal: Terminal): Promise<RuleSet> {
  if (existsSync(name)) return soundRules(name, kernel.get(PluginRegistry).registry, terminal)
  const found = await kernel.get(RulesHost).versionOf(name)
  if (found.ok) return found.value
  throw new FoundProblem(
    found.reason === 'unknown-version' ? `${found.detail} There is no folder of that name either.` : found.detail
  )
}
