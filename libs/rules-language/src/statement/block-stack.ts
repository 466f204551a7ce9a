// The blocks that are open while a file is read, and the matches collected in them.
import type { IToken } from 'chevrotain'
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { cutAtWord, quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import type { Match } from '../signature/match.ts'
import type { BlockSpec, Signature, TableSpec } from '../signature/signature.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { SourceText } from '../text/source-text.ts'
import type { StatementMatch } from './statement-match.ts'

export interface NewBlock {
  /** Null: nobody knows what this block is, and nothing in it is read. */
  readonly kind: string | null
  readonly match?: StatementMatch | null
  readonly spec?: BlockSpec | null
}

interface Block extends Required<NewBlock> {
  readonly children: StatementMatch[]
  /** Ids of statements that were meant but wrong; null among them: something unknown. */
  readonly failed: Set<string | null>
  strayRows: number
}

export interface OpenTable {
  readonly spec: TableSpec
  /** The statement, with the rows before this place. */
  readonly match: Match
}

export class BlockStack {
  readonly matches: StatementMatch[] = []
  readonly #source: SourceText
  readonly #problems: DiagnosticList
  readonly #blocks: Block[]
  readonly #describe: (id: string) => { phrase: string; example: string }

  constructor(kind: string, problems: DiagnosticList, catalogue: SignatureCatalogue) {
    this.#describe = id => ({ phrase: catalogue.phraseOf(id), example: shortened(catalogue.byId(id)?.example ?? '') })
    this.#source = problems.source
    this.#problems = problems
    const file = { kind, match: null, spec: null, failed: new Set<string | null>(), strayRows: 0 }
    this.#blocks = [{ ...file, children: this.matches }]
  }

  /** The kind of the innermost block; null in a block that nobody knows. */
  get kind(): string | null {
    return this.#top.kind
  }

  /** The table of the innermost block; null when rows do not stand in it. */
  get table(): OpenTable | null {
    const { match, spec } = this.#top
    return match === null || spec?.table === undefined ? null : { spec: spec.table, match }
  }

  open({ kind, match = null, spec = null }: NewBlock): void {
    this.#blocks.push({ kind, match, spec, children: match?.children ?? [], failed: new Set(), strayRows: 0 })
  }

  add(match: StatementMatch): void {
    const block = this.#top
    const { id } = match.signature
    if (block.spec?.once?.includes(id)) {
      const earlier = block.children.find(({ signature }) => signature.id === id)
      if (earlier) this.#twice(match, earlier)
    }
    block.children.push(match)
  }

  /** A statement that is wrong; `meant` is what it was most likely meant to be. */
  fail(meant: Signature | null): void {
    this.#top.failed.add(meant?.id ?? null)
  }

  row(line: IToken): void {
    const block = this.#top
    const row = { start: line.startOffset, end: endOf(line) }
    if (block.spec?.table) {
      block.match?.rows.push(row)
      return
    }
    if (block.kind === null || block.strayRows++ > 0) return
    const place = block.kind === 'file' ? 'outside of every block' : `in a \`${block.kind}\` block`
    this.#problems.addLazily(() => ({ code: 'R0016', message: `table rows do not stand ${place}`, ...row }))
  }

  /** Words and then a row on one line, where rows stand: the row's first `|` is missing. */
  brokenRow([first]: readonly IToken[], line: IToken): boolean {
    if (!first || !this.#top.spec?.table) return false
    const start = first.startOffset
    const fix = { title: 'begin the row', edits: [{ start, end: start, text: '| ' }] }
    const message = 'the row does not begin with `|`'
    this.#problems.addLazily(() => ({ code: 'R0057', message, start, end: endOf(line), fix }))
    // read on as if the bar stood before the first cell
    this.#top.match?.rows.push({ start: start - 1, end: endOf(line) })
    return true
  }

  /** Ends the innermost block at an offset and returns its statement, when that was recognised. */
  close(end: number): StatementMatch | null {
    if (this.#blocks.length === 1) return null
    const block = this.#blocks.pop()
    if (!block?.match) return null
    block.match.end = end
    this.#checkNeeds(block, block.match)
    return block.match
  }

  get #top(): Block {
    const top = this.#blocks.at(-1)
    if (!top) throw new RangeError('the file itself was closed')
    return top
  }

  #twice(match: StatementMatch, earlier: StatementMatch): void {
    this.#problems.addLazily(() => ({
      code: 'R0071',
      message: `${quoted(this.#firstWord(match))} stands in this block already`,
      start: match.start,
      end: match.end,
      related: [{ message: 'the first one', place: earlier.place }]
    }))
  }

  #checkNeeds({ spec, children, failed }: Block, match: StatementMatch): void {
    // something unknown may be what is missing
    if (failed.has(null)) return
    for (const id of spec?.needs ?? []) {
      if (failed.has(id) || children.some(({ signature }) => signature.id === id)) continue
      const { phrase, example } = this.#describe(id)
      this.#problems.addLazily(() => ({
        code: 'R0070',
        message: `this ${quoted(this.#firstWord(match))} has no ${quoted(phrase)}; write, for example: ${example}`,
        start: match.start,
        end: match.start + this.#firstWord(match).length
      }))
    }
  }

  #firstWord(match: StatementMatch): string {
    return /^(?:[\p{L}\d_-]+|[^\s{]*)/u.exec(this.#source.text.slice(match.start, match.start + 60))?.[0] ?? ''
  }
}

/** An example on one line, cut when it is long. */
function shortened(example: string): string {
  return cutAtWord(example.replace(/\s+/g, ' ').trim(), 60)
}
