// `farthing explain USE --why-not`: every rule that could have had a part in the price of a use, and the condition that failed.
import { formatAmount, formatPlace } from '@farthing/billing-core/values'
import { ExplainedUses, type WhyNotUsed } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { onBill, usageJson, usageTitle } from './explain.ts'

/** Of each kind that are listed. */
const LISTED = 12
const LISTED_AS_JSON = 1000

const KINDS = {
  rate: 'rates of its tariff',
  tariff: 'other tariffs',
  allowance: 'allowances',
  pack: 'packs',
  offer: 'offers',
  minimum: 'minimums',
  cap: 'caps'
} as const

export async function explainUnapplied(
  event: string,
  options: { readonly json?: true; readonly on?: string },
  terminal: Terminal
): Promise<void> {
  if (options.on !== undefined)
    throw new CallProblem('--on is the day of a bill, for an account and a charge: a use has its own day')
  const found = await withKernel({ command: 'farthing explain' }, kernel =>
    kernel.get(ExplainedUses).whyNot(event, options.json ? LISTED_AS_JSON : LISTED)
  )
  if (!found.ok) {
    const hint = 'Of an account name a charge: farthing explain A-000001 --why-not rent.'
    throw new FoundProblem(found.reason === 'unknown-usage' ? `${found.detail} ${hint}` : found.detail)
  }
  const { usage, ...why } = found.value
  terminal.out(options.json ? `${JSON.stringify({ usage: usageJson(usage), ...why })}\n` : unappliedText(found.value))
}

function unappliedText({ bill, more, usage, verdicts }: WhyNotUsed): string {
  const plan = bill.plan === null ? 'no plan' : `plan ${bill.plan}`
  const amount = `${formatAmount(BigInt(bill.amount), usage.currency)} ${usage.currency}`
  return [
    `${usageTitle(usage)}, ${plan}, ${amount} ${onBill(bill)}\n`,
    ...Array.from(
      Map.groupBy(verdicts, ({ kind }) => kind),
      ([kind, all]) => {
        const rest = more[kind] ?? 0
        const others = rest > 0 ? `         and ${counted(rest, 'other')}, in --json\n` : ''
        return `  ${KINDS[kind]}\n${all.map(verdictLine).join('')}${others}`
      }
    )
  ].join('')
}

function verdictLine({ applied, condition, rule }: WhyNotUsed['verdicts'][number]): string {
  return `    ${applied ? 'yes' : 'no '}  ${rule.rule} (${formatPlace(rule)}): ${condition}\n`
}
