// The shapes of published rules over HTTP.
import { type Gate, parseGates, SourceText } from '@farthing/rules-language'
import { z } from 'zod'
import { GivenDay } from '../http/index.ts'
import { successorOf } from './matching-version.ts'
import type { Publication } from './stored-rules.ts'

const Path = z
  .string()
  .min(1)
  .max(300)
  .regex(/^(?!\.|.*\/\.)[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*\.(farthing|csv)$/u)

const notFiles = ({ code }: { readonly code?: string }): string | undefined => {
  if (code === 'invalid_key') return 'not a path like plans/mobile.farthing, within the rules folder'
  return code === 'invalid_type' ? 'give an object that has the text of each file by its path' : undefined
}

export const GivenFiles = z
  .record(Path, z.string().max(67_108_864), { error: notFiles })
  .describe('Texts by path; tables that rules name included.')

export const GivenVersion = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .describe("A published version by its name or the beginning of its hash; 'current' is the one in force today.")

/** Each gate alone, so that what is wrong is said of the right one. */
const GivenGate = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .transform((text, context): Gate => {
    const { gates, diagnostics } = parseGates(new SourceText('gate', text))
    const [gate] = gates
    if (gate !== undefined && gates.length === 1 && diagnostics.length === 0) return gate
    for (const { code, message } of diagnostics) context.addIssue({ code: 'custom', message: `${code} ${message}` })
    if (diagnostics.length === 0) context.addIssue({ code: 'custom', message: 'not one gate such as account +20%' })
    return z.NEVER
  })

export const GivenGates = z
  .array(GivenGate)
  .max(100)
  .describe(
    'What the change may do to real bills at most: account +20%, total -1%, unrated 0. They are judged for customers of each currency by themselves, and an amount is of theirs.'
  )

export const PublishBody = z
  .strictObject({
    files: GivenFiles,
    gates: GivenGates.optional(),
    author: z.string().trim().min(1).max(200),
    message: z.string().trim().min(1).max(2000),
    from: GivenDay.nullable()
      .optional()
      .describe(
        "First day; null: since ever. Left out: since ever for the first rules, else today in the operator's zone."
      ),
    correctsIssuedBills: z
      .boolean()
      .optional()
      .describe(
        'Needed when bills of that day, or of one that the rules reach back to, or later are issued: the next bills correct them.'
      ),
    dropsHeldPlans: z
      .boolean()
      .optional()
      .describe('Needed when subscriptions hold plans that the rules no longer have: their accounts cannot be billed.')
  })
  .meta({ id: 'PublishRules' })

export const RestoreBody = PublishBody.omit({ files: true }).meta({ id: 'RestoreRules' })

export const ChangesQuery = z.strictObject({ since: GivenVersion })

const Side = z
  .object({ text: z.string(), place: z.object({ file: z.string(), line: z.number(), column: z.number() }) })
  .nullable()

const TableRow = z
  .object({ file: z.string(), line: z.number(), says: z.record(z.string(), z.string()).readonly() })
  .nullable()
const Key = z.record(z.string(), z.string()).readonly().describe('What the row is for, by column.')

const TablesView = z.object({
  counts: z.object({
    before: z.number(),
    after: z.number(),
    up: z.number(),
    down: z.number(),
    changed: z.number(),
    new: z.number(),
    gone: z.number(),
    unchanged: z.number(),
    shadowed: z.number(),
    columns: z.record(z.string(), z.number()).readonly()
  }),
  changes: z
    .array(
      z.object({
        kind: z.enum(['up', 'down', 'changed', 'new', 'gone']),
        deck: z.string(),
        key: Key,
        by: z.string().describe('By how much the price rose or fell; of percentages in points.'),
        percent: z.number().nullable(),
        columns: z.array(z.string()).readonly(),
        before: TableRow,
        after: TableRow
      })
    )
    .readonly(),
  shadowed: z
    .array(z.object({ deck: z.string(), key: Key, file: z.string(), line: z.number(), because: z.string() }))
    .readonly()
})

export const RuleChangesView = z
  .object({
    changes: z.array(
      z.object({
        kind: z.enum(['added', 'removed', 'changed']),
        name: z.string(),
        numbers: z.enum(['up', 'down']).nullable(),
        before: Side,
        after: Side
      })
    ),
    tables: TablesView
  })
  .meta({ id: 'RuleChanges' })
export type RuleChangesView = z.infer<typeof RuleChangesView>

export const PublicationView = z
  .object({
    id: z.string(),
    version: z.string(),
    from: z.iso.date().nullable().describe('The first day on which they hold; null: since ever.'),
    until: z.iso
      .date()
      .nullable()
      .describe('The first day on which others hold; null: nothing ends them, unless they are replaced.'),
    replaced: z.boolean().describe('Others hold from their first day on, so that they never do.'),
    author: z.string(),
    message: z.string(),
    publishedAt: z.string()
  })
  .meta({ id: 'RulesPublication' })
export type PublicationView = z.infer<typeof PublicationView>

export const PublishedView = PublicationView.extend({
  issuedBills: z
    .int()
    .describe(
      'Issued bills of its first day, or of the first that it reaches back to, or later: the next ones correct them.'
    )
}).meta({ id: 'PublishedRules' })
export type PublishedView = z.infer<typeof PublishedView>

export const PublicationsView = z.object({ publications: z.array(PublicationView) }).meta({ id: 'RulesPublications' })
export type PublicationsView = z.infer<typeof PublicationsView>

export const VersionView = z
  .object({
    version: z.string(),
    publications: z.array(PublicationView),
    files: z.record(z.string(), z.string())
  })
  .meta({ id: 'RulesVersion' })
export type VersionView = z.infer<typeof VersionView>

/** `publications`: all there are, in order. */
export function publicationView(publication: Publication, publications: readonly Publication[]): PublicationView {
  const { from, publishedAt, ...rest } = publication
  const next = successorOf(publications, publication)
  const until = next?.from ?? null
  return {
    ...rest,
    from: from?.toString() ?? null,
    until: until?.toString() ?? null,
    replaced: next !== undefined && (until === null || from?.equals(until) === true),
    publishedAt: publishedAt.toString()
  }
}
