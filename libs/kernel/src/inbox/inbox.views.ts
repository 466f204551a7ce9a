// The shape of the inbox over HTTP.
import { z } from 'zod'
import type { InboxView } from './inbox.service.ts'

const File = z.object({
  name: z.string(),
  bytes: z.int(),
  writtenAt: z.string().describe('ISO 8601, UTC.'),
  state: z
    .enum(['partial', 'waiting', 'stuck'])
    .describe(
      '`partial`: its name says that it is still being written. `waiting`: the next sweep takes it if it stands still.'
    ),
  problem: z.string().nullable().describe('Why it is stuck.')
})

export const InboxAnswer = z
  .object({
    folder: z.string().nullable().describe('Null: FARTHING_INBOX is not set for this process.'),
    problem: z.string().nullable(),
    folders: z.array(
      z.object({
        format: z
          .string()
          .describe('Name of the folder: the code of a usage format; a point for files that are in none.'),
        problem: z.string().nullable().describe('Why nothing of it is taken.'),
        files: z.array(File),
        notTaken: z
          .array(z.object({ name: z.string(), problem: z.string().describe('What it is, and what to do.') }))
          .describe('What is no file to be taken: symbolic links, folders, hidden files.')
      })
    )
  })
  .meta({ id: 'UsageInbox' })
export type InboxAnswer = z.infer<typeof InboxAnswer>

const NANOSECONDS = 1_000_000n

export function inboxAnswer({ folder, problem, folders }: InboxView): InboxAnswer {
  const shown = folders.map(({ format, problem: whole, files, notTaken, stuck }) => ({
    format,
    problem: whole,
    notTaken: notTaken.map(each => ({ ...each })),
    files: files.map(({ name, bytes, writtenAt, partial }) => {
      const why = stuck.get(name) ?? null
      const state = why !== null ? ('stuck' as const) : partial ? ('partial' as const) : ('waiting' as const)
      const written = Temporal.Instant.fromEpochMilliseconds(Number(writtenAt / NANOSECONDS))
      return { name, bytes, writtenAt: written.toString(), state, problem: why }
    })
  }))
  return { folder, problem, folders: shown }
}
