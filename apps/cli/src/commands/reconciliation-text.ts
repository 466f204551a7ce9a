// A comparison for people: the totals first, then what to do, then the differences.
import { formatDecimal, formatQuantity, fromTicks } from '@farthing/billing-core/values'
import type { Reconciliation, StoredDifference } from '@farthing/kernel'
import { counted } from '../counted.ts'
import { localMoment } from '../local-time.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'

type Sums = Reconciliation['classes']['matched']

const TITLES = {
  matched: 'matched',
  'different-quantity': 'different quantity',
  'different-price': 'different price',
  'missing-here': 'missing here',
  'missing-there': 'missing there',
  'other-zone': 'other zone'
} as const

/** `zone`: the operator's, by which its days begin. */
export function reconciliationText(made: Reconciliation, zone: string): string {
  return [head(made, zone), totals(made), balance(made), advice(made)].join('')
}

/** One line for each, newest first. */
export function reconciliationLines(all: readonly Reconciliation[], zone: string): string {
  const top = [
    '',
    'rule',
    'file',
    'from',
    'until',
    'lines',
    'matched',
    'different',
    'missing here',
    'missing there',
    'other zone'
  ]
  const rows = all.map(({ classes, from, id, lines, name, rule, until }) => [
    ...[String(id), rule, name, ...[from, until].map(each => (each === null ? '' : localMoment(each, zone)))],
    grouped(lines),
    grouped(classes.matched.uses),
    grouped(classes['different-quantity'].uses + classes['different-price'].uses),
    ...(['missing-here', 'missing-there', 'other-zone'] as const).map(name => grouped(classes[name].uses))
  ])
  return aligned([top, ...rows], 5)
}

export function differencesText(made: Reconciliation, differences: readonly StoredDifference[], zone: string): string {
  const all = differenceCount(made)
  if (differences.length === 0) return ''
  const read = differences.filter(({ kind }) => kind !== 'malformed')
  const unread = differences.filter(({ kind }) => kind === 'malformed')
  const top = [
    'line',
    'difference',
    'called',
    'began there',
    'here',
    'quantity there',
    'here',
    'price there',
    'here',
    'own event'
  ]
  const rest =
    all > differences.length
      ? `${grouped(all - differences.length)} more: farthing usage reconciliations ${made.id} --limit ${all}, or --json\n`
      : ''
  return [
    '\n',
    read.length === 0 ? '' : aligned([top, ...read.map(each => differenceRow(each, made, zone))], 3, 1),
    ...unread.map(({ detail, line }) => `${made.name}:${line} cannot be read: ${detail}\n`),
    rest
  ].join('')
}

function head(made: Reconciliation, zone: string): string {
  const { classes, format, from, id, lines, name, reasons, rule, service, until } = made
  const different = classes['different-quantity'].uses + classes['different-price'].uses
  const [malformed, filtered] = [reasons.malformed, reasons.filtered].map(sumOf)
  const when =
    from === null || until === null
      ? 'no line says when'
      : [from, until].map(each => localMoment(each, zone)).join(' to ')
  return (
    `${name} (${format}) against own ${service}, as ${rule} says: reconciliation ${id}, ${when}\n` +
    `${counted(lines, 'line')} = ${grouped(classes.matched.uses)} matched + ${grouped(different)} different + ${grouped(classes['missing-here'].uses)} missing here + ${otherZone(made)}${grouped(malformed ?? 0)} malformed + ${grouped(filtered ?? 0)} filtered\n` +
    reasonsText(reasons.filtered) +
    '\n'
  )
}

/** Rules that name no zones have none. */
function otherZone({ classes }: Reconciliation): string {
  const { uses } = classes['other-zone']
  return uses === 0 ? '' : `${grouped(uses)} other zone + `
}

function reasonsText(reasons: Readonly<Record<string, number>>): string {
  return Object.entries(reasons)
    .map(([reason, count]) => `  filtered, ${reason}: ${grouped(count)}\n`)
    .join('')
}

function totals({ classes, currency, unit }: Reconciliation): string {
  const all = Object.keys(TITLES) as (keyof typeof TITLES)[]
  const names = all.filter(name => name !== 'other-zone' || classes[name].uses > 0)
  const row = (title: string, sums: Sums): string[] => [
    title,
    grouped(sums.uses),
    formatQuantity(fromTicks(sums.quantityThere, unit)),
    formatQuantity(fromTicks(sums.quantityHere, unit)),
    money(sums.priceThere),
    money(sums.priceHere),
    signed(sums.priceThere - sums.priceHere)
  ]
  const top = ['', 'uses', 'quantity there', 'here', `${currency} there`, 'here', 'difference']
  const shown = names.map(name => row(TITLES[name], classes[name]))
  return aligned([top, ...shown, row('all', names.map(name => classes[name]).reduce(added))], 1)
}

function added(a: Sums, b: Sums): Sums {
  return {
    uses: a.uses + b.uses,
    quantityThere: a.quantityThere + b.quantityThere,
    quantityHere: a.quantityHere + b.quantityHere,
    priceThere: a.priceThere + b.priceThere,
    priceHere: a.priceHere + b.priceHere
  }
}

function balance({ classes, currency }: Reconciliation): string {
  const all = Object.values(classes).reduce(added)
  const apart = all.priceThere - all.priceHere
  if (apart === 0n) return '\nBoth sides come to the same.\n'
  // as of a file without prices
  if (all.priceThere === 0n)
    return `\nThe file asks for no money; own usage comes to ${money(all.priceHere)} ${currency}.\n`
  const [size, word] = apart > 0n ? [apart, 'more'] : [-apart, 'less']
  return `\nThe vendor asks for ${money(size)} ${currency} ${word} than own usage comes to.\n`
}

/** What somebody has to do about each class that is not empty. */
function advice({ classes, reasons, twice }: Reconciliation): string {
  const { 'different-price': price, 'different-quantity': quantity } = classes
  const { 'missing-here': here, 'missing-there': there } = classes
  const malformed = sumOf(reasons.malformed)
  const unknown = here.uses - twice
  const todo: readonly (readonly [number, string])[] = [
    [twice, 'billed twice, of those missing here: dispute them'],
    [
      unknown,
      'missing here: look for them in quarantine (farthing usage quarantine) and among the files not imported yet; dispute the rest'
    ],
    [
      there.uses,
      'missing there: not billed yet, or carried by another vendor: then name the zones of this one in the rule'
    ],
    [
      classes['other-zone'].uses,
      'other zone: used here, and rated in a zone that the rule leaves out: name the zone in the rule where the vendor carries it; else compare the prefixes of both sides, or dispute'
    ],
    [quantity.uses, 'different quantity: compare the clocks and increments of both sides; dispute what stays'],
    [price.uses, 'different price: the tariff of the rule is not what the vendor charges: correct it, or dispute'],
    [malformed, 'malformed: they are compared by nobody until the usage format reads them']
  ]
  return todo.flatMap(([count, text]) => (count > 0 ? [`  ${grouped(count)} ${text}\n`] : [])).join('')
}

function differenceRow(difference: StoredDifference, { unit }: Reconciliation, zone: string): string[] {
  const { called, detail, event, kind, line } = difference
  const { priceHere, priceThere, quantityHere, quantityThere, startedHere, startedThere } = difference
  const quantity = (ticks: number | null): string => (ticks === null ? '-' : formatQuantity(fromTicks(ticks, unit)))
  return [
    line === null ? '-' : String(line),
    detail === 'twice' ? 'billed twice' : titleOf(kind),
    called === '' ? '-' : called,
    ...[startedThere, startedHere].map(each => (each === null ? '-' : localMoment(each, zone, 'second'))),
    ...[quantityThere, quantityHere].map(quantity),
    ...[priceThere, priceHere].map(each => (each === null ? '-' : money(each))),
    event ?? '-'
  ]
}

function titleOf(kind: StoredDifference['kind']): string {
  return kind === 'malformed' ? kind : TITLES[kind]
}

export function differenceCount({ classes, reasons }: Reconciliation): number {
  const uses = Object.values(classes).reduce(added).uses - classes.matched.uses
  return uses + sumOf(reasons.malformed)
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function money(micro: bigint): string {
  return grouped(formatDecimal(micro))
}

function signed(micro: bigint): string {
  return micro > 0n ? `+${money(micro)}` : money(micro)
}

/** Columns from `first` on stand to the right, but for the last `left`. */
function aligned(rows: readonly (readonly string[])[], first: number, left = 0): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  const last = widths.length - left
  return table(
    rows.map(row =>
      row.map((cell, column) =>
        column < first ? cell : column < last ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)
      )
    )
  )
}
