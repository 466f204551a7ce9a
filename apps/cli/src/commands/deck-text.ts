// A difference of decks as a person reads it: the counts, then the biggest changes of each kind.
import { formatDecimal } from '@farthing/billing-core/values'
import { biggestChanges, type DeckChange, type DeckDifference } from '@farthing/rules-language'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export function deckText(difference: DeckDifference, most: number, terminal: Terminal): string {
  const { counts, changes, shadowed } = difference
  const head = `${grouped(counts.before)} rows before, ${grouped(counts.after)} after, ${grouped(counts.unchanged)} as they were\n`
  const ofKind = (kind: DeckChange['kind']): readonly DeckChange[] => changes.filter(change => change.kind === kind)
  const sections = [
    section('up', biggestChanges(difference, 'up', most), counts.up),
    section('down', biggestChanges(difference, 'down', most), counts.down),
    section('changed otherwise', ofKind('changed').slice(0, most), counts.changed),
    section('new', ofKind('new').slice(0, most), counts.new),
    section('gone', ofKind('gone').slice(0, most), counts.gone)
  ]
  const never = shadowed.slice(0, most).map(({ deck, row, because }) => [keyText(deck, row.key), because, placeOf(row)])
  const columns = Object.entries(counts.columns).map(([column, count]) => `${column} ${grouped(count)}`)
  const also = columns.length === 0 ? '' : `\nColumns that say something else: ${columns.join(', ')}.\n`
  return [head, ...sections, titled('can never win', shadowed.length, never), also]
    .join('')
    .replaceAll(/^\w[^,:]*: [\d,]+.*$/gm, line => terminal.paint('bold', line))
}

function section(title: string, shown: readonly DeckChange[], count: number): string {
  const decimals = Math.max(2, ...shown.map(({ by }) => by.split('.')[1]?.length ?? 0))
  return titled(
    title,
    count,
    shown.map(change => lineOf(change, decimals))
  )
}

function titled(title: string, count: number, rows: readonly (readonly string[])[]): string {
  if (count === 0) return ''
  const of = rows.length < count ? `, the first ${grouped(rows.length)}` : ''
  return `\n${title}: ${grouped(count)}${of}\n${table(rows.map(row => ['  ', ...row]))}`
}

/** `decimals`: of all steps in the list, so that they stand one below the other. */
function lineOf({ deck, key, before, after, by, basisPoints, columns, kind }: DeckChange, decimals: number): string[] {
  const [row] = [after ?? before]
  const said = [...(row?.says.entries() ?? [])].map(([column, { text }]) =>
    column === 'price' ? text : `${column} ${text}`
  )
  const says =
    before === null || after === null
      ? said.join(', ')
      : columns.map(column => `${column} ${textOf(before, column)} -> ${textOf(after, column)}`).join(', ')
  const step =
    kind === 'up' || kind === 'down'
      ? [
          `${signed(withDecimals(by, decimals))}${columns.includes('price') && isPart(after) ? ' points' : ''}`,
          percent(basisPoints)
        ]
      : ['', '']
  return [keyText(deck, key), says, ...step, row === null ? '' : placeOf(row)]
}

function textOf(row: NonNullable<DeckChange['before']>, column: string): string {
  return row.says.get(column)?.text ?? '(blank)'
}

/** A percentage of a value goes up and down by points. */
function isPart(row: DeckChange['after']): boolean {
  const price = row?.says.get('price')?.value
  return typeof price === 'object' && 'kind' in price && price.kind === 'percent'
}

/** '-0.1' -> '-0.10' */
function withDecimals(by: string, decimals: number): string {
  const [whole = '', part = ''] = by.split('.')
  return by === '' ? '' : `${whole}.${part.padEnd(decimals, '0')}`
}

function signed(by: string): string {
  return by === '' || by.startsWith('-') ? by : `+${by}`
}

/** 1250 -> '+12.50%' */
function percent(basisPoints: number | null): string {
  return basisPoints === null ? '' : signed(`${formatDecimal(BigInt(basisPoints) * 10_000n, 2)}%`)
}

function keyText(deck: string, key: DeckChange['key']): string {
  return [deck, ...Object.values(key)].filter(part => part !== '').join(' ')
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`
}
