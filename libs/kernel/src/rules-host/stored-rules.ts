// Published rules as rows: versions are packed texts, publications say from when a version holds.
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql, type Writer } from '../persistence/index.ts'

/** One entry of the book of publications, in the order in which they were made. */
export interface Publication {
  readonly id: string
  readonly version: string
  /** The first day on which it holds, in the operator's zone; null: since ever. */
  readonly from: Temporal.PlainDate | null
  readonly author: string
  readonly message: string
  readonly publishedAt: Temporal.Instant
}

interface PublicationRow {
  readonly id: string
  readonly version: string
  readonly valid_from: string | null
  readonly author: string
  readonly message: string
  readonly published_at: string
}

export async function readPublications(writer: Writer, tenant: string): Promise<Publication[]> {
  const rows = await sql<PublicationRow>(
    writer,
    `select id, version, valid_from::text, author, message, published_at::text
     from rules_publication where tenant = $1 order by id`,
    [tenant]
  )
  return rows.map(({ valid_from, published_at, ...rest }) => ({
    ...rest,
    from: valid_from === null ? null : Temporal.PlainDate.from(valid_from),
    publishedAt: Temporal.Instant.from(published_at)
  }))
}

export async function writePublication(writer: Writer, tenant: string, publication: Publication): Promise<void> {
  const { id, version, from, author, message, publishedAt } = publication
  await sql(
    writer,
    `insert into rules_publication (tenant, id, version, valid_from, author, message, published_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenant, id, version, from?.toString() ?? null, author, message, publishedAt.toString()]
  )
}

/** Harmless when the version is there already: the same name is the same content. */
export async function writeVersion(
  writer: Writer,
  tenant: string,
  stored: { readonly version: string; readonly files: ReadonlyMap<string, string>; readonly at: Temporal.Instant }
): Promise<void> {
  await sql(
    writer,
    `insert into rules_version (tenant, version, content, files, created_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing`,
    [tenant, stored.version, gzipSync(JSON.stringify([...stored.files])), stored.files.size, stored.at.toString()]
  )
}

/** The texts of a version by path; undefined when this tenant has none of that name. */
export async function readVersion(
  writer: Writer,
  tenant: string,
  version: string
): Promise<ReadonlyMap<string, string> | undefined> {
  const query = "select encode(content, 'base64') as content from rules_version where tenant = $1 and version = $2"
  const [row] = await sql<{ content: string }>(writer, query, [tenant, version])
  if (row === undefined) return undefined
  const packed = Buffer.from(row.content, 'base64')
  return new Map(JSON.parse(gunzipSync(packed).toString('utf8')) as [string, string][])
}
