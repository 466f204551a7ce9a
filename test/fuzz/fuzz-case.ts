// One fuzzed set of rules, the same for the same seed and index on every machine.
import type { SignatureCatalogue } from '@farthing/rules-language'
import { SeededRandom } from '@farthing/testing/seeded-random'
import { HOSTILE_NAMES, HOSTILE_VALUES } from './hostile.ts'
import { mutated, spliced } from './mutate.ts'
import { smallRules } from './small-rules.ts'
import { StatementWriter } from './write-statement.ts'

export interface FuzzCase {
  readonly kind: string
  readonly files: ReadonlyMap<string, string>
  /** The files that are not as they were. */
  readonly touched: readonly string[]
}

export interface Corpus {
  readonly catalogue: SignatureCatalogue
  /** The rules of an operator, by path. */
  readonly demo: ReadonlyMap<string, string>
}

const SEEDS_APART = 1_000_003

interface Making extends Corpus {
  readonly random: SeededRandom
}

type Maker = (making: Making) => Omit<FuzzCase, 'kind'>

/** How often each kind is made, out of the sum. */
const KINDS: readonly (readonly [kind: string, weight: number, make: Maker])[] = [
  ['a damaged rule file', 30, making => damaged(making, smallRules, '.farthing')],
  ['a damaged table', 10, making => damaged(making, smallRules, '.csv')],
  ['a damaged file of the demo', 10, damagedDemoFile],
  ['the demo with damage', 1, making => damaged(making, making.demo, '.farthing')],
  ['statements added', 25, statementsAdded],
  ['nothing but statements', 12, onlyStatements],
  ['pieces without an order', 6, soup],
  ['something very large', 1, large]
]

export function fuzzCase(seed: number, index: number, corpus: Corpus): FuzzCase {
  const random = new SeededRandom(seed * SEEDS_APART + index)
  let left = random.below(KINDS.reduce((sum, [, weight]) => sum + weight, 0))
  const [kind, , make] = KINDS.find(([, weight]) => (left -= weight) < 0) ?? KINDS[0] ?? []
  if (kind === undefined || make === undefined) throw new Error('there is no kind of case')
  return { kind, ...make({ ...corpus, random }) }
}

function withFile(files: ReadonlyMap<string, string>, path: string, text: string): Omit<FuzzCase, 'kind'> {
  return { files: new Map([...files, [path, text]]), touched: [path] }
}

function damaged({ random }: Making, files: ReadonlyMap<string, string>, ending: string): Omit<FuzzCase, 'kind'> {
  const path = random.pick([...files.keys()].filter(one => one.endsWith(ending)))
  const text = files.get(path) ?? ''
  return withFile(
    files,
    path,
    random.chance(0.15) ? spliced(text, aText(files, random), random) : mutated(text, random)
  )
}

function damagedDemoFile({ random, demo }: Making): Omit<FuzzCase, 'kind'> {
  const path = random.pick([...demo.keys()].filter(one => one.endsWith('.farthing')))
  return withFile(smallRules, path, mutated(demo.get(path) ?? '', random))
}

function aText(files: ReadonlyMap<string, string>, random: SeededRandom): string {
  return random.pick([...files.values()])
}

/** New statements behind a line of a file that is right: in its block, or behind everything. */
function statementsAdded({ random, catalogue }: Making): Omit<FuzzCase, 'kind'> {
  const path = random.pick(['operator.farthing', 'plans.farthing', 'plans.farthing', 'tariffs.farthing'])
  const writer = new StatementWriter(random, catalogue)
  let text = smallRules.get(path) ?? ''
  for (let times = random.pick([1, 1, 2]); times > 0; times--) {
    const lines = text.split('\n')
    const openings = [...lines.entries()].flatMap(([index, line]) => {
      const word = /^(\w+) .*\{$/.exec(line)?.[1]
      return word === undefined ? [] : [{ index, word }]
    })
    const place = random.chance(0.7) ? random.pick(openings) : { index: lines.length, word: 'file' }
    const statement = writer.statement(place.word, 0)
    const like = lines.findIndex((line, at) => at > place.index && line.startsWith(`  ${statement.split(' ', 1)[0]} `))
    // what may stand only once takes the place of the one that is there
    if (like > 0 && random.chance(0.8)) lines.splice(like, 1, statement)
    else lines.splice(place.index + 1, 0, statement)
    text = lines.join('\n')
  }
  return withFile(smallRules, path, text)
}

function onlyStatements({ random, catalogue }: Making): Omit<FuzzCase, 'kind'> {
  const text = new StatementWriter(random, catalogue).file(random.between(1, 12))
  const alone = random.chance(0.3)
  return withFile(alone ? new Map() : smallRules, 'new.farthing', random.chance(0.3) ? mutated(text, random) : text)
}

function soup({ random, catalogue }: Making): Omit<FuzzCase, 'kind'> {
  const words = catalogue.signatures.flatMap(({ pattern }) => pattern.split(/[^\w-]+/))
  const pieces = [...words, ...HOSTILE_NAMES, ...HOSTILE_VALUES, ...'{}()|,;:="#.*/+-<>%\n\n\n  \\\'']
  const text = Array.from({ length: random.between(1, 300) }, () => random.pick(pieces))
  return withFile(random.chance(0.5) ? new Map() : smallRules, 'soup.farthing', text.join(random.pick(['', ' ', '\n'])))
}

function large({ random, catalogue }: Making): Omit<FuzzCase, 'kind'> {
  const writer = new StatementWriter(random, catalogue)
  const one = random.pick([
    writer.statement('file', 0),
    writer.statement('plan', 0),
    `plan p-${random.below(9)} "P" { rent 1.00 per month }`,
    random.pick(HOSTILE_VALUES),
    `${random.pick(['{', '(', '|', '"', 'a', '1', '-', '#', '\\', '😀', '\u0000'])}`
  ])
  const length = random.between(5_000, 80_000)
  const text = `${one}${random.pick(['\n', ' ', '', ', ', ';'])}`.repeat(Math.ceil(length / (one.length + 1)))
  return random.chance(0.2)
    ? withFile(smallRules, 'zones.csv', `prefix,zone\n${text}`)
    : withFile(random.chance(0.5) ? smallRules : new Map(), 'large.farthing', text)
}
