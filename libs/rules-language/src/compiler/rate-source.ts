// Writes the JavaScript of one tariff's rate function. Only integers of ours go into it: never a word of the operator's text.
import { NO_BAND, WEEK_MINUTES } from './band-week.ts'
import { NODE_SIZE } from './prefix-trie.ts'
import { CELL } from './rating-tables.ts'
import type { RateCrossing } from './split-in-numbers.ts'
import { EARLIEST_START, LATEST_START, largestQuantity, type NumberRole, type TariffForm } from './tariff-form.ts'

/** What the generated code reads, by the names it uses. */
export interface RateTables {
  readonly exactly: (event: unknown, coveredTicks: number | undefined) => unknown
  /** Rates a call that crosses bands; null: none does. */
  readonly crossing: RateCrossing | null
  readonly cells: Float64Array
  readonly largestValues: Float64Array
  readonly trie: Int32Array
  readonly zoneOf: Int32Array
  readonly originTrie: Int32Array
  readonly originOf: Int32Array
  readonly zoneNames: readonly string[]
  readonly bandNames: readonly string[]
  readonly offsetMs: (epochMs: number) => number
  readonly bandAt: Uint8Array
  readonly runs: Int16Array
  readonly dayKinds: Uint8Array
}

const TABLES =
  'exactly, crossing, cells, largestValues, trie, zoneOf, originTrie, originOf, zoneNames, bandNames, offsetMs, bandAt, runs, dayKinds'

/** Body of `new Function('tables', ...)`, which returns the rate function. */
export function rateSource(form: TariffForm): string {
  const shape = shapeOf(form)
  const lines = [
    `const { ${TABLES} } = tables`,
    'return function rate(event, coveredTicks) {',
    ...guard(form),
    ...zoneLines(form),
    ...originLines(form),
    ...bandLines(form),
    `const cell = place * ${int(form.bands.length)} + band`,
    `const at = cell * ${int(CELL.size)}`,
    ...billedLines(form, shape),
    ...amountLines(form, shape),
    'return { ok: true, amount, billed, zone: zoneNames[zone], bands: bandNames[band], trace: [prefix, origin, covered, setup, limit, cell, billed] }',
    '}'
  ]
  return lines.join('\n')
}

interface Shape {
  readonly increments: boolean
  readonly setup: boolean
  readonly flat: boolean
  readonly started: boolean
  readonly limits: boolean
  readonly grace: boolean
  readonly percent: boolean
}

function shapeOf({ rates }: TariffForm): Shape {
  return {
    increments: rates.some(rate => rate.first !== 1 || rate.next !== 1),
    setup: rates.some(rate => rate.setup !== 0n),
    flat: rates.some(rate => rate.price.kind === 'event'),
    started: rates.some(rate => rate.price.kind === 'rate' && rate.price.started),
    percent: rates.some(rate => rate.price.kind === 'percent'),
    grace: rates.some(rate => rate.grace > 0),
    limits: rates.some(rate => rate.minimum !== null || rate.maximum !== null)
  }
}

/** The one door of numbers into the source. */
function int(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an integer`)
  return value < 0 ? `(${value})` : String(value)
}

const LEAVE = 'return exactly(event, coveredTicks)'

function guard(form: TariffForm): string[] {
  const from = Math.max(EARLIEST_START, form.startsAt)
  const until = Math.min(LATEST_START, form.endsAt)
  return [
    'const startedAt = event.startedAt',
    'const quantity = event.quantity',
    `if (!(startedAt >= ${int(from)} && startedAt < ${int(Math.max(from, until))})) ${LEAVE}`,
    `if (!(quantity > 0 && quantity <= ${int(largestQuantity(form.unit))} && Math.floor(quantity) === quantity)) ${LEAVE}`
  ]
}

function zoneLines(form: TariffForm): string[] {
  if (form.prefixes.length === 0) return ['const prefix = 0', 'const zone = 0']
  return [...prefixLines(form.zoneBy, 'prefix', 'trie'), 'const zone = zoneOf[prefix]']
}

/** `place`: the pair of origin and zone. */
function originLines({ originPrefixes, zones }: TariffForm): string[] {
  if (originPrefixes.length === 0) return ['const origin = 0', 'const place = zone']
  return [
    ...prefixLines('calling', 'origin', 'originTrie'),
    `const place = originOf[origin] * ${int(zones.length)} + zone`
  ]
}

/** `entry` becomes the number of the longest prefix. */
function prefixLines(role: NumberRole, entry: 'prefix' | 'origin', trie: 'trie' | 'originTrie'): string[] {
  const number = role === 'called' ? 'event.to' : `(event.from || '')`
  return [
    `let ${entry} = 0`,
    '{',
    `const number = ${number}`,
    'const length = number.length',
    'let node = 0',
    'let link = 0',
    'for (let i = 0; i < length; i++) {',
    'const digit = number.charCodeAt(i) - 48',
    'if (digit < 0 || digit > 9) break',
    `link = ${trie}[node + digit]`,
    'if (link <= 0) break',
    'node = link',
    '}',
    `${entry} = link < 0 ? -link : ${trie}[node + ${int(NODE_SIZE - 1)}]`,
    '}',
    `if (${entry} === 0) ${LEAVE}`
  ]
}

function bandLines({ week }: TariffForm): string[] {
  if (week === null) return ['const band = 0']
  const slot = '((minute + 4320) % 10080)'
  const lines = [
    'const offset = offsetMs(startedAt)',
    'const local = startedAt + offset',
    'const minute = (local / 60000) | 0',
    `let slot = ${slot}`
  ]
  if (week.dayKinds.length > 0) {
    lines.push(
      `const day = ((minute / 1440) | 0) - ${int(week.firstDay)}`,
      `if (day >= 0 && day < ${int(week.dayKinds.length)}) slot += dayKinds[day] * ${int(WEEK_MINUTES)}`
    )
  }
  lines.push('const band = bandAt[slot]')
  if (week.bandAt.includes(NO_BAND)) lines.push(`if (band === ${int(NO_BAND)}) ${LEAVE}`)
  return lines
}

function billedLines(form: TariffForm, shape: Shape): string[] {
  const lines = [`if (cells[at + ${int(CELL.limit)}] < 0) ${LEAVE}`]
  if (shape.grace) lines.push(`if (quantity <= cells[at + ${int(CELL.grace)}]) ${LEAVE}`)
  if (shape.increments) {
    lines.push(
      `const first = cells[at + ${int(CELL.first)}]`,
      `const next = cells[at + ${int(CELL.next)}]`,
      'const billed = quantity <= first ? first : first + Math.ceil((quantity - first) / next) * next'
    )
  } else {
    lines.push('const billed = quantity')
  }
  if (form.week !== null && form.split) {
    const last = shape.increments ? 'billed === first ? 0 : billed - next' : 'billed - 1'
    lines.push(
      `const lastStart = ${last}`,
      'if (lastStart !== 0) {',
      `if (offsetMs(startedAt + lastStart) !== offset) ${LEAVE}`,
      'if (lastStart >= (minute + runs[slot]) * 60000 - local) return crossing(event, coveredTicks, { prefix, origin, zone, place, band, local, billed })',
      '}'
    )
  }
  return lines
}

function amountLines(form: TariffForm, shape: Shape): string[] {
  const lines = [
    `if (billed > cells[at + ${int(CELL.limit)}]) ${LEAVE}`,
    'let covered = 0',
    'if (coveredTicks > 0) covered = coveredTicks < billed ? Math.floor(coveredTicks) : billed',
    shape.started ? 'let rest = billed - covered' : 'const rest = billed - covered'
  ]
  if (shape.started) {
    lines.push(
      `const started = cells[at + ${int(CELL.started)}]`,
      'if (started !== 1) rest = Math.ceil(rest / started) * started'
    )
  }
  if (shape.percent) lines.push(...valueLines())
  lines.push(
    `const denominator = cells[at + ${int(CELL.denominator)}]`,
    `let amount = ${shape.percent ? 'counted' : 'rest'} * cells[at + ${int(CELL.numerator)}]`,
    `if (denominator !== 1) amount = Math.floor((amount + cells[at + ${int(CELL.half)}]) / denominator)`,
    shape.setup ? `let setup = cells[at + ${int(CELL.setup)}]` : 'const setup = 0',
    shape.limits ? 'let limit = 0' : 'const limit = 0'
  )
  if (shape.setup && !form.setupAlways) lines.push('if (rest === 0) setup = 0')
  if (shape.flat) lines.push(`if (rest !== 0) amount += cells[at + ${int(CELL.flat)}]`)
  if (shape.setup) lines.push('amount += setup')
  if (shape.limits) {
    lines.push(
      'if (rest !== 0) {',
      `if (amount < cells[at + ${int(CELL.minimum)}]) { amount = cells[at + ${int(CELL.minimum)}]; limit = 1 }`,
      `else if (amount > cells[at + ${int(CELL.maximum)}]) { amount = cells[at + ${int(CELL.maximum)}]; limit = 2 }`,
      '}'
    )
  }
  return lines
}

/** A percentage counts the value of the event, once, where other prices count its ticks. */
function valueLines(): string[] {
  return [
    'const largest = largestValues[cell]',
    'let counted = rest',
    'if (largest >= 0) {',
    'const value = event.value',
    `if (!(value >= 0 && value <= largest && Math.floor(value) === value)) ${LEAVE}`,
    'counted = rest === 0 ? 0 : value',
    '}'
  ]
}
