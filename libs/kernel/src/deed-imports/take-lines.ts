// Lines of a file as deeds, in one transaction with what is told of them: none is lost or counted twice, whatever is killed.
import type { Deed } from '@farthing/plugin-sdk'
import type { ClientBase } from 'pg'
import type { RulesInForce } from '../billing-run/index.ts'
import type { DeedsInBulk } from '../deeds/index.ts'
import { askedBy } from './asked-deed.ts'
import { countLines, dropRefused, keepRefused, refusedLines, type RefusedLine } from './deed-import-book.ts'
import type { SaidOfDeed } from './deed-line.ts'

export interface FileLine {
  readonly line: number
  readonly raw: string
  /** Null: it cannot be read, and `detail` says why. */
  readonly said: SaidOfDeed | null
  readonly detail: string | null
}

export interface Taking {
  readonly client: ClientBase
  readonly tenant: string
  readonly bulk: DeedsInBulk
  readonly rules: RulesInForce
}

interface Judged {
  readonly taken: number[]
  readonly duplicate: number[]
  readonly refused: RefusedLine[]
}

export async function takeLines(
  taking: Taking,
  deed: Deed,
  { id, lines }: { readonly id: number; readonly lines: readonly FileLine[] }
): Promise<void> {
  const { client, tenant } = taking
  const judged = await judge(taking, deed, lines)
  await keepRefused(client, tenant, id, judged.refused)
  const { duplicate, refused, taken } = judged
  await countLines(client, tenant, id, {
    ...{ taken: taken.length, duplicate: duplicate.length, refused: refused.length }
  })
}

/** The next refused lines after one; returns the last of them, or null at the end. */
export async function takeAgain(
  taking: Taking,
  deed: Deed,
  page: { readonly id: number; readonly after: number; readonly limit: number }
): Promise<number | null> {
  const { client, tenant } = taking
  const { id } = page
  const kept = await refusedLines(client, tenant, page)
  const lines = kept.map(({ detail, line, raw, said }) => ({ line, raw: raw ?? '', said, detail }))
  const { duplicate, refused, taken } = await judge(taking, deed, lines)
  await keepRefused(client, tenant, id, refused)
  await dropRefused(client, tenant, id, [...taken, ...duplicate])
  const gone = taken.length + duplicate.length
  await countLines(client, tenant, id, { taken: taken.length, duplicate: duplicate.length, refused: -gone })
  return kept.length < page.limit ? null : (kept.at(-1)?.line ?? null)
}

async function judge({ bulk, client, rules }: Taking, deed: Deed, lines: readonly FileLine[]): Promise<Judged> {
  const judged: Judged = { taken: [], duplicate: [], refused: [] }
  const readable = lines.flatMap(each => {
    if (each.said === null) {
      judged.refused.push({ ...each, reason: 'malformed', detail: each.detail ?? '' })
      return []
    }
    const read = askedBy(deed, each.said)
    if (read.ok) return [{ ...each, asked: read.asked }]
    judged.refused.push({ ...each, raw: null, reason: read.reason, detail: read.detail })
    return []
  })
  const asked = readable.map(each => each.asked)
  const outcomes = await bulk.do(client, deed, { asked, rules })
  for (const [index, outcome] of outcomes.entries()) {
    const line = readable[index]
    if (line === undefined) throw new Error('a line has no outcome of its own')
    if (outcome.what === 'refused') {
      const { detail, reason } = outcome
      judged.refused.push({ line: line.line, said: line.said, raw: null, reason, detail })
    } else judged[outcome.what].push(line.line)
  }
  return judged
}
