// Quantities as people read them.
import { formatDecimal, MICRO } from './decimal.ts'
import { declaredUnit, oneOfUnit, type Quantity } from './quantity.ts'
import { roundTo } from './rounding.ts'

const BYTE_STEPS = [
  ['TB', 10n ** 12n],
  ['GB', 10n ** 9n],
  ['MB', 10n ** 6n],
  ['kB', 10n ** 3n]
] as const

/** '1 min 30 s', '2 h', '5.2 GB', '1 message', '3 events', '20 points'. Bytes are rounded to 3 decimals of the unit shown; the rest is exact. */
export function formatQuantity(value: Quantity): string {
  if (value.micro < 0n) return `-${formatQuantity({ micro: -value.micro, unit: value.unit })}`
  if (value.unit === 'second') return formatSeconds(value.micro)
  if (value.unit === 'byte') return formatBytes(value.micro)
  const own = declaredUnit(value.unit)
  if (own !== null) return formatOwn(value.micro, own)
  return `${plain(value.micro)} ${value.unit}${value.micro === MICRO ? '' : 's'}`
}

/** As `formatQuantity`, but bytes are not rounded: '516129032 B'. */
export function exactQuantity(value: Quantity): string {
  return value.unit === 'byte' ? `${plain(value.micro)} B` : formatQuantity(value)
}

/** '1 point', '20 points', '0.00012 BTC': exact. */
function formatOwn(micro: bigint, { decimals, name }: { readonly name: string; readonly decimals: number }): string {
  const digits = micro.toString().padStart(decimals + 7, '0')
  const [whole, fraction] = [digits.slice(0, -(decimals + 6)), digits.slice(-(decimals + 6)).replace(/0+$/, '')]
  const number = fraction === '' ? whole : `${whole}.${fraction}`
  return `${number} ${number === '1' ? oneOfUnit(name) : name}`
}

function formatSeconds(micro: bigint): string {
  const hours = micro / (3600n * MICRO)
  const minutes = (micro / (60n * MICRO)) % 60n
  const rest = micro % (60n * MICRO)
  const parts = [
    ...(hours > 0n ? [`${hours} h`] : []),
    ...(minutes > 0n ? [`${minutes} min`] : []),
    ...(rest > 0n ? [`${plain(rest)} s`] : [])
  ]
  return parts.length === 0 ? '0 s' : parts.join(' ')
}

function formatBytes(micro: bigint): string {
  for (const [word, size] of BYTE_STEPS) {
    // the next unit up would show as 1000 of this one
    if (micro >= size * MICRO) return `${plain(roundTo(micro / size, { mode: 'half-up', step: 1000n }))} ${word}`
  }
  return `${plain(micro)} B`
}

function plain(micro: bigint): string {
  const text = formatDecimal(micro, 6).replace(/0+$/, '')
  return text.endsWith('.') ? text.slice(0, -1) : text
}
