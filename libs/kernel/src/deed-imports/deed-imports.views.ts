// Imports of deeds over HTTP.
import { z } from 'zod'
import { GivenNumber, GivenText } from '../http/index.ts'
import type { DeedImport, RefusedLine } from './deed-import-book.ts'

const Limit = z.coerce.number().int().min(1).max(500).default(50)

export const DeedImportQuery = z.strictObject({
  name: GivenText.max(200).default('upload').describe('How the list of imports calls it.'),
  source: z.string().max(200).optional().describe('The source of lines that name none.')
})

export const DeedImportsQuery = z.strictObject({
  before: GivenNumber.optional().describe('`next` of the page before.'),
  limit: Limit
})

export const RefusedQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(2_147_483_647).optional().describe('`next` of the page before.'),
  limit: Limit
})

export const DeedImportView = z
  .object({
    id: z.int(),
    deed: z.string(),
    name: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    lines: z.int().describe('Without header and empty lines: taken, duplicate and refused add up to it.'),
    taken: z.int(),
    duplicate: z.int().describe('Known already with the same content.'),
    refused: z.int().describe('Not taken so far.'),
    problem: z.string().nullable(),
    startedAt: z.string(),
    endedAt: z.string().nullable()
  })
  .meta({ id: 'DeedImport' })
export type DeedImportView = z.infer<typeof DeedImportView>

export const DeedImportPageView = z
  .object({ imports: z.array(DeedImportView), next: z.int().nullable() })
  .meta({ id: 'DeedImportPage' })
export type DeedImportPageView = z.infer<typeof DeedImportPageView>

const RefusedLineView = z.object({
  line: z.int().describe('From 1 on, the header included.'),
  said: z.record(z.string(), z.unknown()).nullable(),
  raw: z.string().nullable().describe('As it came, where it cannot be read.'),
  reason: z.string(),
  detail: z.string()
})

export const RefusedPageView = z
  .object({ lines: z.array(RefusedLineView), next: z.int().nullable() })
  .meta({ id: 'RefusedDeedPage' })
export type RefusedPageView = z.infer<typeof RefusedPageView>

export function deedImportView({ endedAt, startedAt, ...rest }: DeedImport): DeedImportView {
  return { ...rest, startedAt: startedAt.toString(), endedAt: endedAt?.toString() ?? null }
}

export function refusedPageView(lines: readonly RefusedLine[], limit: number): RefusedPageView {
  const page = lines.slice(0, limit)
  const shown = page.map(({ said, ...rest }) => ({ ...rest, said: said === null ? null : { ...said } }))
  return { lines: shown, next: lines.length > limit ? (page.at(-1)?.line ?? null) : null }
}
