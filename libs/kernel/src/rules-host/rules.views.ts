// The shapes of published rules over HTTP.
import { z } from 'zod'
import { GivenDay } from '../http/index.ts'
import type { Publication } from './stored-rules.ts'

const Path = z
  .string()
  .min(1)
  .max(300)
  .regex(/^(?!\.|.*\/\.)[^/\\:*?"<>|\p{Cc}]+(\/[^/\\:*?"<>|\p{Cc}]+)*\.(farthing|csv)$/u)

const notAPath = ({ code }: { readonly code?: string }): string | undefined =>
  code === 'invalid_key' ? 'not a path like plans/mobile.farthing, within the rules folder' : undefined

export const PublishBody = z
  .strictObject({
    files: z
      .record(Path, z.string().max(67_108_864), { error: notAPath })
      .describe('Texts by path; tables that rules name included.'),
    author: z.string().trim().min(1).max(200),
    message: z.string().trim().min(1).max(2000),
    from: GivenDay.nullable()
      .optional()
      .describe(
        "First day; null: since ever. Left out: since ever for the first rules, else today in the operator's zone."
      )
  })
  .meta({ id: 'PublishRules' })

export const PublicationView = z
  .object({
    id: z.string(),
    version: z.string(),
    from: z.iso.date().nullable(),
    author: z.string(),
    message: z.string(),
    publishedAt: z.string()
  })
  .meta({ id: 'RulesPublication' })
export type PublicationView = z.infer<typeof PublicationView>

export const PublicationsView = z.object({ publications: z.array(PublicationView) }).meta({ id: 'RulesPublications' })
export type PublicationsView = z.infer<typeof PublicationsView>

export const VersionView = z
  .object({ version: z.string(), files: z.record(z.string(), z.string()) })
  .meta({ id: 'RulesVersion' })
export type VersionView = z.infer<typeof VersionView>

export function publicationView(publication: Publication): PublicationView {
  const { from, publishedAt, ...rest } = publication
  return { ...rest, from: from?.toString() ?? null, publishedAt: publishedAt.toString() }
}
