// A simulated life as a person reads it.
import type { LifeInvoice, LifeResult } from '@farthing/simulator'
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
  const parked = messages.filter(({ kind }) => kind === 'account-parked')
  const unrated = ratedUsage.filter(({ status }) => status !== 'rated')
  return [
    `account: bill day ${account.billDay}, ${account.zone}, ${account.currency}, opened ${account.opened}\n`,
    ...invoices.map(invoiceText),
    `usage: ${ratedUsage.length - unrated.length} rated, ${unrated.length} quarantined\n`,
    ...unrated.map(({ at, service, reason, detail }) => `  ${at} ${service}: ${reason} · ${detail}\n`),
    ...services.map(
      ({ subscription, plan, state, since }) => `service ${subscription}: ${plan}, ${state} since ${since}\n`
    ),
    ...dropped.map(({ fact, reason, detail }) => `without effect: ${fact}: ${reason} · ${detail}\n`),
    ...parked.map(({ on, text }) => `${on}: ${text}\n`),
    `owed ${balances.owed}, credit ${balances.credit}, bonds ${balances.bonds} ${account.currency}\n`
  ].join('')
}

function invoiceText({ number, date, due, currency, lines, total, toPay, state }: LifeInvoice): string {
  const rows = lines.map(line => [`  ${line.description}`, `${line.from}..${line.until}`, line.amount])
  return `\n${number} of ${date}, due ${due}, ${state}\n${table([...rows, ['  total', '', `${total}`], ['  to pay', currency, toPay]])}\n`
}
