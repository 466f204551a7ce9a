// Statements from their signatures: valid ones and nearly valid ones, of the kernel and of plugins alike.
import type { ColumnSet, MatrixSpec, Signature, SignatureCatalogue, TableSpec } from '@farthing/rules-language'
import type { SeededRandom } from '@farthing/testing/seeded-random'
import { parsePattern, type PatternNode } from '../../libs/rules-language/src/signature/pattern.ts'
import { slotText } from './write-slot.ts'

const AS_IN_EXAMPLE = 0.15
const MOST_DEEP = 5
const FILES = ['"zones.csv"', '"abroad.csv"']

export class StatementWriter {
  readonly #random: SeededRandom
  readonly #signatures: readonly Signature[]

  constructor(random: SeededRandom, { signatures }: SignatureCatalogue) {
    this.#random = random
    this.#signatures = signatures
  }

  /** So many statements, each on lines of its own. */
  file(statements: number): string {
    return Array.from({ length: statements }, () => this.statement('file', 0)).join('\n')
  }

  /** A statement that may stand in a block of this kind; sometimes one that may not. */
  statement(kind: string, depth: number): string {
    const fitting = this.#signatures.filter(one => one.in.includes(kind))
    const stray = fitting.length === 0 || this.#random.chance(0.02)
    const signature = this.#random.pick(stray ? this.#signatures : fitting)
    return this.#random.chance(AS_IN_EXAMPLE) ? signature.example : this.#write(signature, depth)
  }

  #write(signature: Signature, depth: number): string {
    const words = parsePattern(signature.pattern).map(node => this.#node(node, signature))
    if (words.includes(null)) return signature.example
    const head = words
      .filter(word => word !== '')
      .join(' ')
      .replaceAll(' ,', ',')
    const { block } = signature
    if (block === undefined || (block.optional && this.#random.chance(0.4))) return head
    return `${head} {\n${this.#inside(block, depth).join('\n')}\n}`
  }

  #node(node: PatternNode, signature: Signature): string | null {
    if (node.type === 'slot') {
      const slot = signature.slots[node.name]
      if (slot?.kind === 'text' && node.name === 'file' && this.#random.chance(0.9)) return this.#random.pick(FILES)
      return slot === undefined ? null : slotText(this.#random, slot)
    }
    if (node.type !== 'choice') return node.text
    if (node.optional && this.#random.chance(0.5)) return ''
    const { comma, nodes } = this.#random.pick(node.alternatives)
    const words = nodes.map(one => this.#node(one, signature))
    return words.includes(null) ? null : `${comma ? ', ' : ''}${words.join(' ')}`
  }

  #inside(block: NonNullable<Signature['block']>, depth: number): string[] {
    if (depth >= MOST_DEEP) return []
    const needed = (block.needs ?? []).flatMap(id => this.#signatures.find(one => one.id === id) ?? [])
    const needs = needed.filter(() => this.#random.chance(0.9)).map(one => this.#write(one, depth + 1))
    const table = block.table === undefined ? [] : this.#table(block.table)
    const holdsMore = this.#signatures.some(one => one.in.includes(block.kind))
    const others = holdsMore ? this.#random.below(6) : 0
    const all = [...needs, ...Array.from({ length: others }, () => this.statement(block.kind, depth + 1))]
    return [...(this.#random.chance(0.8) ? eachOnce(all, this.#onceWords(block)) : all), ...table]
  }

  #onceWords({ once = [] }: NonNullable<Signature['block']>): ReadonlySet<string> {
    return new Set(this.#signatures.filter(({ id }) => once.includes(id)).map(({ pattern }) => firstWord(pattern)))
  }

  #table({ columns, matrix }: TableSpec): string[] {
    if (matrix !== undefined) return this.#matrix(columns, matrix)
    const random = this.#random
    const names = Object.keys(columns).filter(name => columns[name]?.optional !== true || random.chance(0.6))
    const rows = Array.from({ length: random.between(0, 5) }, () => names.map(name => this.#cell(columns[name])))
    return [names, ...rows].map(cells => `| ${cells.join(' | ')} |`)
  }

  /** Square for the most part, with its diagonal. */
  #matrix(columns: ColumnSet, { cell, names }: MatrixSpec): string[] {
    const random = this.#random
    const [corner = ''] = Object.keys(columns)
    const heads = Array.from(
      { length: random.between(1, 4) },
      () => slotText(random, { kind: 'name', refersTo: names }) ?? 'a'
    )
    const rows = heads.map((row, at) => {
      const cells = heads.map((_, place) => {
        if (place === at || random.chance(0.05)) return '-'
        return random.chance(0.05) ? '' : this.#write(cell, MOST_DEEP)
      })
      return [row, ...(random.chance(0.05) ? cells.slice(1) : cells)]
    })
    return [[corner, ...heads], ...rows].map(cells => `| ${cells.join(' | ')} |`)
  }

  #cell(column: ColumnSet[string] | undefined): string {
    if (column === undefined || (column.optional && this.#random.chance(0.2))) return ''
    if (column.any && this.#random.chance(0.5)) return '*'
    return slotText(this.#random, column.slot) ?? ''
  }
}

/** Without the statements whose first word stands in the block already and may stand there only once. */
function eachOnce(statements: readonly string[], once: ReadonlySet<string>): string[] {
  const seen = new Set<string>()
  return statements.filter(statement => {
    const word = firstWord(statement)
    const again = once.has(word) && seen.has(word)
    seen.add(word)
    return !again
  })
}

function firstWord(text: string): string {
  return /^[\w-]+/.exec(text)?.[0] ?? ''
}
