// Requests of usage events, written together as one import, and what each of them is told of it.
import type { ClientBase } from 'pg'
import type { UsageImport } from './import-book.ts'
import { addReasons } from './line-counts.ts'
import { type LineContext, LineEncoder, type LineProblem } from './line-encoder.ts'
import { LONGEST_LINE_BYTES } from '../usage-file/index.ts'
import type { OtherUse } from './other-uses.ts'
import { UsageChunk } from './usage-chunk.ts'

/** An event that could not be rated: whether it is new in quarantine or has been there before. */
export interface EventProblem extends LineProblem {
  /** Place in the request, from 0. */
  readonly index: number
  /** Its id in quarantine. */
  readonly event: string
}

/** What a request is told. */
export interface TakenEvents {
  /** With the counts of the request: others may have gone into the same import. */
  readonly import: UsageImport
  readonly problems: readonly EventProblem[]
  /** Members that nobody reads. */
  readonly notes: readonly string[]
}

/** What is known of a request before it is written. */
interface Part {
  /** Of its first event among all, from 1; `until` is exclusive. */
  readonly first: number
  readonly until: number
  readonly lines: number
  readonly filtered: Readonly<Record<string, number>>
  readonly problems: readonly EventProblem[]
  readonly notes: readonly string[]
}

/** What became of one event that was news; reason: it waits in quarantine for this. */
interface Fate {
  readonly line: number
  readonly reason: string | null
}

const MOST_NOTES = 50
const FEW_BYTES = 1024
const MOST_BYTES = 4_194_304

export class EventBatch {
  readonly chunk: UsageChunk
  /** Events that wait since the chunk was written: their ids were rated for other uses. */
  otherUses: readonly OtherUse[] = []
  private readonly parts: Part[] = []
  private problems: EventProblem[] = []
  /** Of the request at hand. */
  private first = 1

  /** Each request is its events as JSON. */
  constructor(
    private readonly context: Omit<LineContext, 'onQuarantined' | 'opened'> & { open(): LineContext['opened'] },
    requests: readonly (readonly string[])[]
  ) {
    const bytes = Math.min(MOST_BYTES, FEW_BYTES + requests.flat().reduce((sum, line) => sum + line.length, 0))
    this.chunk = new UsageChunk(bytes, FEW_BYTES)
    for (const lines of requests) this.encode(lines)
    this.chunk.end = this.first - 1
  }

  /** Of all requests, each once. */
  get notes(): readonly string[] {
    return [...new Set(this.parts.flatMap(({ notes }) => notes))].slice(0, MOST_NOTES)
  }

  /** For each request, in the transaction that wrote the chunk as this import. */
  async told(client: ClientBase, tenant: string, written: UsageImport): Promise<TakenEvents[]> {
    const [only] = this.parts
    if (this.parts.length === 1 && only !== undefined) return [this.taken(only, written)]
    const { rows } = await client.query<Fate>(FATES, [tenant, written.id])
    return this.parts.map(part => this.taken(part, { ...written, ...countsOf(part, rows) }))
  }

  private taken(part: Part, counted: UsageImport): TakenEvents {
    return { import: counted, problems: this.problemsOf(part), notes: part.notes }
  }

  private problemsOf({ first, problems, until }: Part): EventProblem[] {
    const others = this.otherUses.filter(({ line }) => line >= first && line < until)
    return [
      ...problems,
      ...others.map(({ detail, event, field, line, reason }) => ({ index: line - first, event, field, reason, detail }))
    ]
  }

  private encode(lines: readonly string[]): void {
    const { chunk, context, first } = this
    const encoder = new LineEncoder({
      ...context,
      opened: context.open(),
      onQuarantined: ({ detail, field, reason }, event, line) =>
        void this.problems.push({ index: line - first, event, field, reason, detail })
    })
    const [before, filtered] = [chunk.lines, new Map(chunk.filtered)]
    this.problems = []
    lines.forEach((line, index) => {
      const tooLong = Buffer.byteLength(line) > LONGEST_LINE_BYTES
      encoder.encode(chunk, tooLong ? beginningOf(line) : line, first + index, tooLong ? 'line-too-long' : null)
    })
    const news = Array.from(chunk.filtered, ([reason, count]) => [reason, count - (filtered.get(reason) ?? 0)] as const)
    this.first = first + lines.length
    this.parts.push({
      ...{ first, until: this.first, lines: chunk.lines - before, problems: this.problems },
      filtered: Object.fromEntries(news.filter(([, count]) => count > 0)),
      notes: encoder.notes()
    })
  }
}

/** Events of the import's own lines: those that were news, by the line that told them. */
const FATES = `select r.line, null as reason from rated_usage r
    where r.tenant = $1 and r.event in (select event from usage_stage) and r.import = $2
  union all select line, reason from usage_quarantine where tenant = $1 and import = $2 and state = 'open'`

function countsOf({ filtered, first, lines, until }: Part, fates: readonly Fate[]) {
  const mine = fates.filter(({ line }) => line >= first && line < until)
  const waiting = mine.flatMap(({ reason }) =>
    reason === null ? [] : [{ quarantined: { [reason]: 1 }, filtered: {} }]
  )
  const passed = Object.values(filtered).reduce((sum, count) => sum + count, 0)
  return {
    lines,
    rated: mine.length - waiting.length,
    quarantined: waiting.length,
    filtered: passed,
    duplicate: lines - mine.length - passed,
    reasons: addReasons([{ quarantined: {}, filtered }, ...waiting])
  }
}

/** The beginning and the length: enough to find the event and to know it again. One byte a character, as lines that are no text come. */
function beginningOf(line: string): string {
  return `${Buffer.from(line.slice(0, 1024)).toString('latin1')}...${line.length}`
}
