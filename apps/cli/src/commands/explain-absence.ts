import { formatPlace } from '@farthing/billing-core/values'
import { type ExplainedAbsence, WhyNotService } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface WhyNotOptions {
  /** Code of a charge type. */
  readonly whyNot: string
  readonly on?: string
  readonly json?: true
}

/** Statements of other plans and features that are listed. */
const OTHERS = 8

/** `farthing explain A-000001 --why-not rent`: every statement that could charge it, and the condition that failed. */
export async function explainAbsence(account: string, options: WhyNotOptions, terminal: Terminal): Promise<void> {
  const on = options.on === undefined ? undefined : dateOption(options.on, '--on')
  const found = await withKernel({ command: 'farthing explain' }, kernel =>
    kernel.get(WhyNotService).explain({ account, charge: options.whyNot, on })
  )
  if (!found.ok) throw new FoundProblem(found.detail)
  terminal.out(options.json ? `${JSON.stringify(found.value)}\n` : absenceText(found.value))
}

function absenceText({ account, charge, on, verdicts }: ExplainedAbsence): string {
  const bySubscription = Map.groupBy(verdicts, ({ label }) => label)
  if (bySubscription.size === 0) return `${account} has no subscription, so nothing charges ${charge}\n`
  return [
    `${charge} of ${account} on a bill of ${on}\n`,
    ...Array.from(bySubscription, ([label, all]) => subscriptionText(label, all))
  ].join('')
}

function subscriptionText(label: string, verdicts: ExplainedAbsence['verdicts']): string {
  const rest = verdicts.length - OTHERS
  const lines = verdicts.slice(0, OTHERS).map(({ rule, condition, charges }) => {
    const what = rule === null ? '' : `${rule.rule} (${formatPlace(rule)}): `
    return `    ${charges ? 'yes' : 'no '}  ${what}${condition}\n`
  })
  return `  ${label}\n${lines.join('')}${rest > 0 ? `         and ${counted(rest, 'other statement')}, in --json\n` : ''}`
}
