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
    const topKeys = top.map(signature => signature.block?.kind ?? anchor(this.#top.get(signature.id) ?? signature.id))
    const innerKeys = signatures.flatMap(({ in: places }) => places.filter(place => place !== 'file'))
    this.pages = [...new Set([...topKeys, ...innerKeys])].map(key => {
      const heads = signatures.filter(
        (signature, index) => signature.block?.kind === key || (topKeys[top.indexOf(signature)] === key && index >= 0)
      )
      const inside = kernelFirst(signatures.filter(({ in: places }) => places.includes(key)))
      return { key, heads, inside, names: statementNames(inside), top: topKeys.includes(key) }
    })
  }

  /** A link to the statement, from a page in `docs/language` itself or, with `from`, from a folder in it. */
  linkTo(id: string, from = ''): string {
    for (const { key, heads, inside, names, top } of this.pages) {
      const head = top ? heads.find(signature => signature.id === id) : undefined
      if (head !== undefined) return link(code(this.#top.get(id) ?? id), `${from}${key}.md`)
      const name = names.get(id)
      if (name !== undefined && inside.some(signature => signature.id === id))
        return link(code(name), `${from}${key}.md#${anchor(name)}`)
    }
    return code(id)
  }

  nameOf(id: string, key: string): string {
    return this.pages.find(page => page.key === key)?.names.get(id) ?? this.#top.get(id) ?? id
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
