// Which page of the reference each statement is on: a page for each statement of the top level, and for each block inside a block.
import { leadingWords, parsePattern } from '../signature/pattern.ts'
import type { Signature } from '../signature/signature.ts'
import { anchor, code, link } from './markdown.ts'
import { statementNames } from './statement-names.ts'

export interface BlockPage {
  /** The kind of block; of a statement without a block, its words. */
  readonly key: string
  /** What it is found by: the key, or the first words of the statements that open the block where there are several, none of them the key. */
  readonly words: readonly string[]
  /** Name of its file. */
  readonly file: string
  /** The statements that open the block. */
  readonly heads: readonly Signature[]
  /** Those that stand inside, the kernel's first. */
  readonly inside: readonly Signature[]
  /** Of those inside, by id. */
  readonly names: ReadonlyMap<string, string>
  /** Is it opened at the top level of a file? */
  readonly top: boolean
}

export class PageMap {
  readonly pages: readonly BlockPage[]
  readonly #top: ReadonlyMap<string, string>

  constructor(signatures: readonly Signature[]) {
    const top = signatures.filter(({ in: places }) => places.includes('file'))
    this.#top = statementNames(top)
    const keys = new Map(top.map(({ id, block }) => [id, block?.kind ?? anchor(this.#top.get(id) ?? id)]))
    const inner = signatures.flatMap(({ in: places }) => places.filter(place => place !== 'file'))
    this.pages = [...new Set([...keys.values(), ...inner])].map(key => {
      const heads = signatures.filter(({ id, block }) => keys.get(id) === key || block?.kind === key)
      const words = wordsOf(key, heads)
      const inside = kernelFirst(signatures.filter(({ in: places }) => places.includes(key)))
      const top = heads.some(({ id }) => keys.has(id))
      return { key, words, file: `${words.join('-and-')}.md`, heads, inside, names: statementNames(inside), top }
    })
  }

  /** A link to the statement, from a page in `docs/language` itself or, with `from`, from a folder in it. */
  linkTo(id: string, from = ''): string {
    const own = this.pages.find(({ heads }) => this.#top.has(id) && heads.some(head => head.id === id))
    if (own !== undefined) {
      const form = own.words.length > 1 ? `#${anchor(this.nameOf(id))}` : ''
      return link(code(this.nameOf(id)), `${from}${own.file}${form}`)
    }
    const page = this.pages.find(({ names }) => names.has(id))
    const name = page?.names.get(id)
    return page === undefined || name === undefined ? code(id) : link(code(name), `${from}${page.file}#${anchor(name)}`)
  }

  /** A link to the statement from the page of a block, to that page where the statement is on it. */
  linkWithin(key: string, id: string): string {
    const name = this.pages.find(page => page.key === key)?.names.get(id)
    return name === undefined ? this.linkTo(id) : link(code(name), `#${anchor(name)}`)
  }

  /** A link to the page of a kind of block, where it has one. */
  linkToBlock(kind: string): string {
    const page = this.pages.find(({ key }) => key === kind)
    return page === undefined ? code(kind) : link(titleOf(page), page.file)
  }

  /** A statement of the top level as it is called there. */
  nameOf(id: string): string {
    return this.#top.get(id) ?? id
  }
}

/** '`plan`', '`allow` and `forbid`' */
export function titleOf({ words }: BlockPage): string {
  return words.map(code).join(' and ')
}

/** The statements of a page that begin with this word. */
export function headsOf({ heads }: BlockPage, word: string): readonly Signature[] {
  return heads.filter(head => firstWord(head) === word)
}

function wordsOf(key: string, heads: readonly Signature[]): readonly string[] {
  const words = [...new Set(heads.map(firstWord))].sort()
  return words.length > 1 && !words.includes(key) ? words : [key]
}

function firstWord({ pattern }: Signature): string {
  return leadingWords(parsePattern(pattern))[0] ?? ''
}

function kernelFirst(signatures: readonly Signature[]): Signature[] {
  const rank = ({ id }: Signature): number => (id.startsWith('kernel.') ? 0 : 1)
  return signatures.toSorted((a, b) => rank(a) - rank(b) || (rank(a) === 0 ? 0 : a.id < b.id ? -1 : 1))
}
