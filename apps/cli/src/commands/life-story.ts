// A simulated life as a person reads it.
import type { LifeInvoice, LifeLine, LifeResult, LifeService } from '@farthing/simulator'
import { table } from '../table.ts'

export function lifeStory({
  account,
  invoices,
  ratedUsage,
  balances,
  messages,
  services,
  dropped
}: LifeResult): string {
  const unrated = ratedUsage.filter(({ status }) => status !== 'rated')
  return [
    `account: bill day ${account.billDay}, ${account.zone}, ${account.currency}, opened ${account.opened}\n`,
    ...invoices.map(invoiceText),
    `usage: ${ratedUsage.length - unrated.length} rated, ${unrated.length} quarantined\n`,
    ...unrated.map(({ at, service, reason, detail }) => `  ${at} ${service}: ${reason} · ${detail}\n`),
    ...services.map(serviceText),
    ...dropped.map(({ fact, reason, detail }) => `without effect: ${fact}: ${reason} · ${detail}\n`),
    messages.length === 0
      ? ''
      : `messages\n${table(messages.map(({ on, kind, text }) => [`  ${on}`, kind, text, '']))}`,
    `owed ${balances.owed}, credit ${balances.credit}, bonds ${balances.bonds} ${account.currency}\n`
  ].join('')
}

function serviceText({ subscription, plan, state, since, restrictions }: LifeService): string {
  return [`service ${subscription}: ${plan}, ${state} since ${since}\n`, ...restrictions.map(restrictionText)].join('')
}

/** '  data throttled to 1500 kbit/s from 2026-03-14 until 2026-04-01 by policy fair-use (policies.farthing:12:3)' */
function restrictionText({ what, kilobits, since, until, rule }: LifeService['restrictions'][number]): string {
  const how = kilobits === null ? 'barred' : `throttled to ${kilobits} kbit/s`
  return `  ${what} ${how} from ${since}${until === null ? '' : ` until ${until}`} by ${rule}\n`
}

function invoiceText({ number, date, due, currency, lines, total, toPay, state }: LifeInvoice): string {
  const rows = lines.map(line => [`  ${line.description}`, `${line.from}..${line.until}`, line.amount])
  const text = table([...rows, ['  total', '', `${total}`], ['  to pay', currency, toPay]])
  const told = text.split('\n').flatMap((row, index) => [row, ...correctionOf(lines[index])])
  return `\n${number} of ${date}, due ${due}, ${state}\n${told.join('\n')}\n`
}

/** '    corrects INV-000002:1 by tariff calls (rules.farthing:12): 1 call, 10 min; 3.50 in all; 2.50 billed before' */
function correctionOf(line: LifeLine | undefined): string[] {
  if (line === undefined || line.corrects === null) return []
  const { rule, steps } = line.explanation
  const said = steps.flatMap(step => (step.said === undefined ? [] : [step.said])).join('; ')
  const by = rule === null ? '' : ` by ${rule.rule} (${rule.file}:${rule.line})`
  return [`    corrects ${line.corrects}${by}: ${said}`]
}
