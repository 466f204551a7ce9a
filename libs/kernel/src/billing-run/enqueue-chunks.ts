// Chunks of a run as jobs of the queue, which any worker of the tenant may take.
import type { ClientBase } from 'pg'
import type { Jobs } from '../scheduling/index.ts'

export const CHUNK_QUEUE = 'billing-chunk'

export interface ChunkJob {
  readonly run: string
  readonly number: number
}

export interface PlannedChunks {
  /** Numbers of consecutive chunks. */
  readonly first: number
  readonly count: number
}

/** They appear when the transaction commits. */
export async function enqueueChunks(
  client: ClientBase,
  jobs: Jobs,
  { count, first, run }: PlannedChunks & Pick<ChunkJob, 'run'>
): Promise<void> {
  const items = Array.from({ length: count }, (_, index) => ({ data: { run, number: first + index } }))
  if (count > 0) await jobs.enqueue<ChunkJob>(CHUNK_QUEUE, items, client)
}
