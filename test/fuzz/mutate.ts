// Damage to a text: to its bytes, characters, tokens, lines and blocks.
import type { SeededRandom } from '@farthing/testing/seeded-random'
import { HOSTILE_NAMES, HOSTILE_VALUES } from './hostile.ts'

type Mutation = (text: string, random: SeededRandom) => string

const SCRAPS = ['{', '}', '"', '|', ',', ';', '\n', '\r', '\t', ' ', '0', '-', '..', '(', ')', '%', '*', '=', ':', '#']
const BYTES = ['\u0000', '\u0001', '\u007f', '\u0085', '\u00a0', '\u2028', '\ufeff', '\ud83d', '\udcff', '\uffff', '😀']
const LOOK_ALIKES = new Map([
  ['a', 'а'],
  ['e', 'е'],
  ['o', 'о'],
  ['p', 'р'],
  ['-', '‑'],
  ['"', '”'],
  [' ', '\u2003'],
  ['.', '․'],
  [',', '‚'],
  ['{', '｛'],
  ['|', '｜'],
  ['0', '０']
])
/** So that a file stays one that is read in an instant. */
const LONGEST = 400_000

const mutations: readonly Mutation[] = [
  (text, random) => inserted(text, random, random.pick(SCRAPS)),
  (text, random) => inserted(text, random, random.pick(BYTES)),
  (text, random) => inserted(text, random, random.pick(HOSTILE_VALUES)),
  (text, random) => cut(text, random, random.between(1, 12)),
  (text, random) => cut(text, random, random.between(1, Math.max(1, text.length >> 1))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  lookAlike,
  (text, random) => swapped(text, random, /(?<=\n)/),
  (text, random) => swapped(text, random, /(\s+)/),
  (text, random) => replaced(text, random, /[A-Za-z_][\w-]*/g, HOSTILE_NAMES),
  (text, random) => replaced(text, random, /\d+(?:[.:-]\d+)*/g, HOSTILE_VALUES),
  dropLine,
  repeatLine,
  nest,
  (text, random) => repeated(text, random, random.pick(['{', '(', '"', '|', ',', '\n', 'x ', '1 + ', '{ a ', '\r\n'])),
  text => text.replaceAll('\n', '\r\n'),
  text => text.replaceAll('\n', '\r'),
  text => text.replaceAll('\n', ' '),
  text => `\ufeff${text}`,
  text => text.replaceAll(/\n\s+/g, '\n'),
  text => text.replaceAll(' ', ''),
  (text, random) => asBytes(text, random)
]

/** One to four kinds of damage, one after the other. */
export function mutated(text: string, random: SeededRandom): string {
  let result = text
  for (let times = random.between(1, 4); times > 0; times--) {
    result = random.pick(mutations)(result, random).slice(0, LONGEST)
  }
  return result
}

/** A stretch of one text in the place of a stretch of another. */
export function spliced(text: string, other: string, random: SeededRandom): string {
  const from = random.below(other.length + 1)
  return inserted(text, random, other.slice(from, from + random.below(400)))
}

function inserted(text: string, random: SeededRandom, scrap: string): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + scrap + text.slice(at)
}

function cut(text: string, random: SeededRandom, length: number): string {
  const at = random.below(text.length + 1)
  return text.slice(0, at) + text.slice(at + length)
}

function lookAlike(text: string, random: SeededRandom): string {
  const [plain, other] = random.pick([...LOOK_ALIKES])
  const at = text.indexOf(plain, random.below(text.length + 1))
  return at === -1 ? text : text.slice(0, at) + other + text.slice(at + plain.length)
}

function swapped(text: string, random: SeededRandom, between: RegExp): string {
  const parts = text.split(between)
  const [one, two] = [random.below(parts.length), random.below(parts.length)]
  const first = parts[one] ?? ''
  parts[one] = parts[two] ?? ''
  if (random.chance(0.5)) parts[two] = first
  return parts.join('')
}

function replaced(text: string, random: SeededRandom, what: RegExp, by: readonly string[]): string {
  const found = [...text.matchAll(what)]
  if (found.length === 0) return text
  const [word] = random.pick(found)
  const instead = random.pick(by)
  if (random.chance(0.3)) return text.replaceAll(word, () => instead)
  const at = random.pick(found.filter(([other]) => other === word)).index
  return text.slice(0, at) + instead + text.slice(at + word.length)
}

function dropLine(text: string, random: SeededRandom): string {
  const lines = text.split(/(?<=\n)/)
  lines.splice(random.below(lines.length), random.between(1, 3))
  return lines.join('')
}

function repeatLine(text: string, random: SeededRandom): string {
  const lines = text.split(/(?<=\n)/)
  const line = random.pick(lines)
  const times = random.chance(0.1) ? random.between(100, 2000) : random.between(1, 3)
  lines.splice(random.below(lines.length + 1), 0, line.repeat(times))
  return lines.join('')
}

function nest(text: string, random: SeededRandom): string {
  const depth = random.pick([1, 2, 31, 32, 33, 100])
  return `${'a {\n'.repeat(depth)}${text}${'\n}'.repeat(random.chance(0.8) ? depth : random.below(depth))}`
}

function repeated(text: string, random: SeededRandom, scrap: string): string {
  return inserted(text, random, scrap.repeat(random.pick([2, 10, 70, 1000, 20_000])))
}

/** The text as bytes with one of them changed, read back as well as it goes. */
function asBytes(text: string, random: SeededRandom): string {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
  return new TextDecoder().decode(bytes)
}
