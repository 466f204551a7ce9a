// A re-rating for a person: how much, why, whose, and what to do next.
import { formatAmount } from '@farthing/billing-core/values'
import type { AccountBill, ExplainedMove, ReratedAccount, ReratedOnce, Rerating, UnpricedUse } from '@farthing/kernel'
import type { Explanation } from '@farthing/billing-core/values'
import { counted } from '../counted.ts'
import { localTime } from '../local-time.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import { percent, signed } from './changed-amount.ts'
import { amounts, plain, ruleCells } from './impact-movers.ts'

export interface ToldRerating {
  readonly rerating: Rerating
  readonly moves: readonly ExplainedMove[]
  readonly accounts: readonly ReratedAccount[]
  /** How many there are. */
  readonly tellable: number
  readonly unrated: readonly UnpricedUse[]
}

export function reratingText({ accounts, moves, rerating, tellable, unrated }: ToldRerating): string {
  const { id, state, summary } = rerating
  return [
    `re-rating ${id}, ${stateText(rerating)}\n`,
    summary === null ? '' : sumsText(rerating, summary),
    summary === null ? '' : billsText(rerating),
    state === 'proposed' && summary !== null && summary.changed > 0
      ? `  usage is not touched before ${id} is applied\n`
      : '',
    rulesText(rerating),
    moves.length === 0 ? '' : `\nwhy\n${moves.map(moveText).join('')}`,
    restText(summary?.moves.length ?? 0, moves.length, 'more kinds of uses move'),
    accounts.length === 0
      ? ''
      : `\naccounts, furthest first\n${table(accounts.map(each => accountRow(each, rerating)))}`,
    restText(tellable, accounts.length, `more: farthing usage rerate show ${id} --accounts 1000`),
    unrated.length === 0 ? '' : `\ncannot be rated any more\n${table(unrated.map(unratedRow))}`,
    restText(summary?.unrated ?? 0, unrated.length, `more: farthing usage rerate show ${id} --unrated 1000`),
    nextText(rerating)
  ].join('')
}

function stateText({ byItself, choice, endedAt, knownAt, progress, state }: Rerating): string {
  const limits = [
    choice.rating === null ? '' : 'of plans that rate in real time',
    choice.tariff === null ? '' : `tariff ${choice.tariff}`,
    choice.accounts === null || choice.rating !== null ? '' : counted(choice.accounts.length, 'account'),
    choice.from === null ? '' : `from ${choice.from}`,
    choice.until === null ? '' : `until ${choice.until}`
  ].filter(each => each !== '')
  const of = limits.length === 0 ? '' : ` (${limits.join(', ')})`
  const done = `${grouped(progress.done)} of ${grouped(progress.rows)} rows`
  if (state === 'finding') return `still being found${of}: ${done}`
  if (state === 'proposed') return `proposed${of}, by what was known on ${minute(knownAt)}`
  if (state === 'nothing') return `nothing to re-rate${of}, by what was known on ${minute(knownAt)}`
  return `${state}${byItself ? ' by itself' : ''}${of} on ${minute(endedAt ?? knownAt)}`
}

function minute(instant: Temporal.Instant): string {
  return `${instant.toZonedDateTimeISO('UTC').toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')} UTC`
}

function sumsText({ currency, state }: Rerating, summary: NonNullable<Rerating['summary']>): string {
  const { accounts, changed, examined, invoiced, late, prepaid, unrated } = summary
  const [before, after] = [BigInt(summary.before), BigInt(summary.after)]
  const looked = `${counted(examined, 'use')} looked at`
  const would = state === 'applied' ? 'moved' : 'would move'
  const moved = `${counted(changed, 'use')} of ${counted(accounts, 'account')} ${would}: ${amounts(before, after, currency)} ${currency} (${percent(before, after)}), before allowances and tiers`
  const onBills = signed(BigInt(invoiced.after) - BigInt(invoiced.before), currency)
  return [
    `  ${changed === 0 ? `${looked}, none of which costs anything else` : `${looked}: ${moved}`}\n`,
    invoiced.events === 0
      ? ''
      : `  ${ofThem(invoiced.events, changed)} on bills that stand: ${onBills}, before allowances and tiers\n`,
    late.events === 0
      ? ''
      : `  ${counted(late.events, 'use')} of ${counted(late.accounts, 'account')} came when the bill of that day had been made: ${formatAmount(BigInt(late.amount), currency)} before allowances, on the next bills\n`,
    unrated === 0 ? '' : `  ${counted(unrated, 'use')} cannot be rated any more, and keep their price\n`,
    prepaid === 0
      ? ''
      : `  ${ofThem(prepaid, changed)} paid by pockets already: the next bill settles the difference of what money paid\n`,
    othersText(summary.others),
    ...(summary.others ?? []).map(({ currency: other, late: uses, lateAmount }) =>
      uses === 0
        ? ''
        : `  ${counted(uses, 'use')} in ${other} came when the bill of that day had been made: ${formatAmount(BigInt(lateAmount), other)} before allowances\n`
    )
  ].join('')
}

/** Sums of another currency are told beside those of the operator's own. */
function othersText(others: NonNullable<Rerating['bills']>['others'] = []): string {
  return others
    .map(each => {
      const [before, after] = [BigInt(each.before), BigInt(each.after)]
      return `  of them ${counted(each.accounts, 'account')} in ${each.currency}: ${amounts(before, after, each.currency)} ${each.currency}\n`
    })
    .join('')
}

const LEFT_OUT = 'what bills move by, with allowances and tiers, was not looked at'

function billsText({ billBasis, billProgress, bills, choice, currency, summary }: Rerating): string {
  if (billBasis === null) {
    const { from, rating, tariff, until } = choice
    const isPart = from !== null || tariff !== null || until !== null
    const why = rating !== null ? ', for it was found by itself' : isPart ? ' for a part of the usage' : ''
    return `  ${LEFT_OUT}${why}; all of it: farthing usage rerate\n`
  }
  const { accounts, done } = billProgress
  if (bills === null)
    return `  what bills move by is still being compared: ${grouped(done)} of ${counted(accounts, 'account')}\n`
  const parked = bills.parked === 0 ? '' : `  ${counted(bills.parked, 'account')} cannot be billed, and are in no sum\n`
  const [before, after] = [BigInt(bills.before), BigInt(bills.after)]
  const moved = `next bills of ${counted(bills.accounts, 'account')} move: ${amounts(before, after, currency)} ${currency}`
  const has = 'allowances cover it, or what was billed or applied before has it'
  const none = `no next bill moves by what was published or told${(summary?.changed ?? 0) === 0 ? '' : `: ${has}`}`
  return `  ${bills.accounts === 0 ? none : `${moved}, with allowances, tiers and taxes`}\n${othersText(bills.others)}${parked}`
}

const MOST_RULES = 10
const SAYS = { added: 'is new', removed: 'is gone', changed: 'says otherwise' } as const

/** What was published for days that are over. */
function rulesText({ billBasis, bills, summary }: Rerating): string {
  const moves = (summary?.changed ?? 0) + (bills?.accounts ?? 0) > 0
  if (billBasis === null || billBasis.rules.length === 0 || !moves) return ''
  const shown = billBasis.rules.slice(0, MOST_RULES)
  const rows = shown.map(({ file, kind, line, name }) => [`  ${name}`, SAYS[kind], `${file}:${line}`, ''])
  return `\nrules that say otherwise\n${table(rows)}${restText(billBasis.changes, shown.length, 'more')}`
}

/** 'all of them are', '2 of them are', 'one of them is'; of one: 'it is' */
function ofThem(some: number, all: number): string {
  if (all === 1) return 'it is'
  if (some === all) return 'all of them are'
  return some === 1 ? 'one of them is' : `${grouped(some)} of them are`
}

const WHY = { rules: 'rules were published', history: "the account's history was told otherwise" } as const

function moveText({ after, because, before, currency, events, sides, use }: ExplainedMove): string {
  const at = localTime(use.startedAt, use.accountZone)
  const to = use.called === '' ? '' : ` to ${use.called}`
  return [
    `  ${counted(events, 'use')}, ${amounts(before, after, currency)} ${currency}: ${WHY[because]}\n`,
    `    such as ${use.event} on ${at}${to}\n`,
    table([sideRow('before', sides.before, sides.after), sideRow('after', sides.after, sides.before)])
  ].join('')
}

function sideRow(name: string, side: Explanation, other: Explanation): string[] {
  return [`      ${name}`, plain(side.amount), ...ruleCells(side, other), `version ${shortVersion(side.version)}`, '']
}

/** What came late is on the next bill all the same. */
function unmoved(lateUses: number): string {
  return lateUses > 0 ? 'no rule or fact moves its next bill' : 'the next bill stays as it is'
}

function accountRow(
  { after, before, bill, currency, events, invoiced, late, number }: ReratedAccount,
  { bills }: Rerating
): string[] {
  return [
    `  ${number}`,
    bill !== null ? billText(bill, currency) : bills === null ? '' : unmoved(late.events),
    events === 0 ? '' : `${counted(events, 'use')} ${amounts(before, after, currency)} ${currency}`,
    [
      invoiced.events === 0 ? '' : `${invoiced.events === events ? 'on' : `${grouped(invoiced.events)} on`} a bill`,
      late.events === 0
        ? ''
        : `${counted(late.events, 'use')} came late, ${formatAmount(late.amount, currency)}: on the next bill`,
      events > invoiced.events && invoiced.events === 0 ? 'not billed yet' : ''
    ]
      .filter(each => each !== '')
      .join('; '),
    ''
  ]
}

function billText({ amounts: moved, billedWith, detail, on }: AccountBill, currency: string): string {
  if (moved !== null) return `bill of ${on} ${amounts(moved.before, moved.after, currency)} ${currency}`
  return billedWith === null ? `bill of ${on} cannot be made: ${detail}` : `on the bill of ${billedWith}`
}

function unratedRow({ account, detail, event }: UnpricedUse): string[] {
  return [`  ${event}`, account, detail, '']
}

function restText(all: number, shown: number, what: string): string {
  return shown === 0 || all <= shown ? '' : `  ... ${grouped(all - shown)} ${what}\n`
}

function nextText({ id, state }: Rerating): string {
  if (state === 'proposed')
    return `\napply it: farthing usage rerate apply ${id}    or take it back: farthing usage rerate withdraw ${id}\n`
  if (state === 'finding') return `go on with it: farthing usage rerate show ${id}\n`
  return ''
}

const HEAD = ['', 'state', 'known', 'uses', 'accounts', 'before', 'after', 'next bills', '', '']

export function reratingsText(reratings: readonly Rerating[]): string {
  if (reratings.length === 0) return 'nothing was proposed yet: farthing usage rerate\n'
  return table([
    HEAD,
    ...reratings.map(({ bills, byItself, choice, currency, id, knownAt, state, summary }) => [
      String(id),
      state,
      minute(knownAt),
      grouped(summary?.changed ?? 0),
      grouped(summary?.accounts ?? 0),
      summary === null ? '' : grouped(formatAmount(BigInt(summary.before), currency)),
      summary === null ? '' : `${grouped(formatAmount(BigInt(summary.after), currency))} ${currency}`,
      bills === null ? '' : signed(BigInt(bills.after) - BigInt(bills.before), currency),
      choice.rating === null ? '' : `found${byItself ? ' and applied' : ''} by itself`,
      ''
    ])
  ])
}

/** 'sha256:3182c8dd4b79...' -> '3182c8dd' */
function shortVersion(version: string): string {
  return version.replace(/^sha256:/, '').slice(0, 8)
}

/** '  re-rated 3 on 2026-03-05 00:00 UTC: 0.89 by calls of version 1a2b3c4d, then 1.19 by calls of 5e6f7081' */
export function reratedText(reratings: readonly ReratedOnce[], currency: string): string {
  const price = ({ amount, tariff, version }: ReratedOnce['before']): string =>
    `${formatAmount(amount, currency)} by ${tariff} of version ${shortVersion(version)}`
  return reratings
    .map(
      ({ after, at, before, rerating }) =>
        `  re-rated ${rerating} on ${minute(at)}: from ${price(before)} to ${price(after)}\n`
    )
    .join('')
}
