// A simulated life as a person reads it.
import { linesTold, taxesTold } from '@farthing/billing-core'
import { parseDecimal } from '@farthing/billing-core/values'
import type {
  LifeCommissionEntry,
  LifeInvoice,
  LifeLine,
  LifeNoteWritten,
  LifeResult,
  LifeRetention,
  LifeService
} from '@farthing/simulator'
import { table } from '../table.ts'

export function lifeStory({
  account,
  invoices,
  notes,
  ratedUsage,
  balances,
  commissions,
  messages,
  services,
  retention,
  refused,
  dropped
}: LifeResult): string {
  const unrated = ratedUsage.filter(({ status }) => status !== 'rated')
  return [
    `account: bill day ${billDays(account)}, ${account.zone}, ${account.currency}, opened ${account.opened}\n`,
    ...invoices.map(invoiceText),
    ...notes.map(noteText),
    `usage: ${ratedUsage.length - unrated.length} rated, ${unrated.length} quarantined\n`,
    ...unrated.map(({ at, service, reason, detail }) => `  ${at} ${service}: ${reason} · ${detail}\n`),
    ...services.map(serviceText),
    ...balances.pockets.map(({ balance, pocket, reason, services, unit, until }) => {
      const end = until === null ? '' : ` until ${until}`
      const paid = services === null ? '' : ` for ${services.join(', ')}`
      return `pocket ${pocket} (${reason}): ${balance} ${unit}${paid}${end}\n`
    }),
    commissions.length === 0 ? '' : `commissions, ${account.currency}\n${table(commissions.map(commissionRow))}`,
    ...retention.map(retentionText),
    ...refused.map(({ fact, reason, detail }) => `refused: fact ${fact}: ${reason} · ${detail}\n`),
    ...dropped.map(({ fact, reason, detail }) => `without effect: ${fact}: ${reason} · ${detail}\n`),
    messages.length === 0
      ? ''
      : `messages\n${table(messages.map(({ on, kind, text }) => [`  ${on}`, kind, text, '']))}`,
    `owed ${balances.owed}, credit ${balances.credit}, bonds ${balances.bonds} ${account.currency}\n`
  ].join('')
}

/** '1, 15 from 2026-05-10 on' */
function billDays({ billDay, billDayMoves }: LifeResult['account']): string {
  return [`${billDay}`, ...billDayMoves.map(each => `${each.billDay} from ${each.from} on`)].join(', ')
}

function retentionText({
  closes,
  decided,
  do: what,
  fact,
  offer,
  status,
  subscription,
  wished
}: LifeRetention): string {
  const asked = `retention: fact ${fact}: ${what} ${subscription} for ${wished}: `
  if (decided === null) return `${asked}open, ${closes === null ? 'until somebody decides' : `until ${closes}`}\n`
  return `${asked}${status} on ${decided}${offer === null ? '' : `, "${offer}"`}\n`
}

function serviceText({ subscription, plan, state, since, suspension, restrictions }: LifeService): string {
  const why = suspension === undefined ? '' : ` because of ${suspension}`
  return [
    `service ${subscription}: ${plan}, ${state}${why} since ${since}\n`,
    ...restrictions.map(restrictionText)
  ].join('')
}

/** '  data throttled to 1500 kbit/s from 2026-03-14 until 2026-04-01 by policy fair-use (policies.farthing:12:3)' */
function restrictionText({ what, kilobits, since, until, rule }: LifeService['restrictions'][number]): string {
  const how = kilobits === null ? 'barred' : `throttled to ${kilobits} kbit/s`
  return `  ${what} ${how} from ${since}${until === null ? '' : ` until ${until}`} by ${rule}\n`
}

/** '  2026-03-10  agent-7, agent  dealer leading  INV-000001  30.00': above the one who sold, a partner is called by its layer. */
function commissionRow({ amount, commission, invoice, kind, layer, line, on, partner }: LifeCommissionEntry): string[] {
  const who = partner === layer ? layer : `${partner}, ${layer}`
  return [`  ${on}`, who, `${commission} ${kind}`, line === null ? invoice : `${invoice}:${line}`, amount]
}

function invoiceText(invoice: LifeInvoice): string {
  const { cancelledBy, number, date, due, currency, group, total, toPay, state } = invoice
  const lines = linesTold(invoice.lines.map(line => ({ line, amount: parseDecimal(line.amount) }))).map(
    ({ line }) => line
  )
  const rows = lines.map(line => [`  ${line.description}`, `${line.from}..${line.until}`, line.amount])
  const text = table([...rows, ...taxRows(invoice), ['  total', '', `${total}`], ['  to pay', currency, toPay]])
  const told = text.split('\n').flatMap((row, index) => [row, ...correctionOf(lines[index])])
  const of = group === null ? '' : `, ${group}`
  const by = cancelledBy === null ? '' : ` by ${cancelledBy}`
  return `\n${number} of ${date}${of}, due ${due}, ${state}${by}\n${told.join('\n')}\n`
}

const NOTE_WORDS = { 'credit-note': 'credit note', 'debit-note': 'debit note', 'write-off': 'write-off' } as const

/** 'CN-000001 of 2026-04-05, credit note for INV-000002: outage' */
function noteText(note: LifeNoteWritten): string {
  const { date, invoice, kind, lines, number, reason, total } = note
  const rows = lines.map(({ amount, description, line }) => [
    `  ${description}`,
    line === null ? '' : `${invoice}:${line}`,
    amount
  ])
  const text = table([...rows, ...taxRows(note), ['  total', '', total]])
  return `\n${number} of ${date}, ${NOTE_WORDS[kind]} for ${invoice}: ${reason}\n${text}\n`
}

/** What stands between the lines and the total; nothing where nothing is taxed. */
function taxRows({ net, taxes }: Pick<LifeInvoice, 'net' | 'taxes'>): string[][] {
  const told = taxesTold(
    taxes.map(tax => ({ tax, amount: parseDecimal(tax.amount), taxable: parseDecimal(tax.taxable) }))
  )
  const rows = told.map(({ tax: { amount, included, percent, reason, taxable, title } }) => {
    const of = `${percent}% of ${taxable}${included ? ', included' : ''}`
    return [`  ${title}`, reason === null ? of : `${of}: ${reason}`, amount]
  })
  return taxes.length === 0 ? [] : [['  net', '', net], ...rows]
}

/** '    corrects INV-000002:1 by tariff calls (rules.farthing:12): 1 call, 10 min; 3.50 in all; 2.50 billed before' */
function correctionOf(line: LifeLine | undefined): string[] {
  if (line === undefined || line.corrects === null) return []
  const { rule, steps } = line.explanation
  const said = steps.flatMap(step => (step.said === undefined ? [] : [step.said])).join('; ')
  const by = rule === null ? '' : ` by ${rule.rule} (${rule.file}:${rule.line})`
  return [`    corrects ${line.corrects}${by}: ${said}`]
}
