// Which page of the reference each statement is on: a page for each statement of the top level, and for each block inside a block.
import type { Signature } from '../signature/signature.ts'
import { anchor, code, link } from './markdown.ts'
import { statementNames } from './statement-names.ts'

export interface BlockPage {
  /** File name without its ending; the kind of block where there is one. */
  readonly key: string
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
      const inside = kernelFirst(signatures.filter(({ in: places }) => places.includes(key)))
      return { key, heads, inside, names: statementNames(inside), top: heads.some(({ id }) => keys.has(id)) }
    })
  }

  /** A link to the statement, from a page in `docs/language` itself or, with `from`, from a folder in it. */
  linkTo(id: string, from = ''): string {
    const own = this.pages.find(({ heads }) => this.#top.has(id) && heads.some(head => head.id === id))
    if (own !== undefined) return link(code(this.#top.get(id) ?? id), `${from}${own.key}.md`)
    const page = this.pages.find(({ names }) => names.has(id))
    const name = page?.names.get(id)
    return page === undefined || name === undefined
      ? code(id)
      : link(code(name), `${from}${page.key}.md#${anchor(name)}`)
  }

  /** A link to the statement from the page of a block, to that page where the statement is on it. */
  linkWithin(key: string, id: string): string {
    const name = this.pages.find(page => page.key === key)?.names.get(id)
    return name === undefined ? this.linkTo(id) : link(code(name), `#${anchor(name)}`)
  }

  /** A link to the page of a kind of block, where it has one. */
  linkToBlock(kind: string): string {
    return this.pages.some(({ key }) => key === kind) ? link(code(kind), `${kind}.md`) : code(kind)
  }
}

function kernelFirst(signatures: readonly Signature[]): Signature[] {
  const rank = ({ id }: Signature): number => (id.startsWith('kernel.') ? 0 : 1)
  return signatures.toSorted((a, b) => rank(a) - rank(b) || (rank(a) === 0 ? 0 : a.id < b.id ? -1 : 1))
}
