import { z } from 'zod'

/** RFC 9457 problem details, as the server answers every request that fails. */
export const Problem = z
  .object({
    type: z.string().describe('Names the kind of problem: urn:farthing:problem:<reason>.'),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().describe('What was wrong with this request, and what to do.'),
    reason: z.string().describe('Stable, in kebab case, for programs.'),
    instance: z.string().describe('The path of the request.'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional()
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
