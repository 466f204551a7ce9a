// The shapes of policies over HTTP.
import { z } from 'zod'
import type { LookProblem } from './look-problems.ts'

export const LookProblemsView = z
  .object({
    problems: z.array(
      z.object({
        account: z.string(),
        accountNumber: z.string(),
        problem: z.string().describe('Why nothing could be said of it.'),
        nextDay: z.iso.date().nullable().describe('When it is tried again, at the latest.')
      })
    ),
    next: z.string().nullable().describe('Give it as after.')
  })
  .meta({ id: 'PolicyProblems' })
export type LookProblemsView = z.infer<typeof LookProblemsView>

export const LookProblemsQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export function lookProblemView({ nextDay, ...rest }: LookProblem): LookProblemsView['problems'][number] {
  return { ...rest, nextDay: nextDay?.toString() ?? null }
}
