// Imports that say they run, though the process that ran them has ended: told apart by the lock that each holds while it runs.
import { ADVISORY_LOCKS, sql, SURELY_LOCKED, type Writer } from '../persistence/index.ts'
import type { UsageImport } from './import-book.ts'

export function importLock(tenant: string, id: number): string {
  return `farthing:usage-import:${tenant}:${id}`
}

/** The same imports: those that nobody runs any more are `broken-off`, with what to do about them. */
export async function toldBroken(
  writer: Writer,
  { tenant, now }: { readonly tenant: string; readonly now: Temporal.Instant },
  imports: readonly UsageImport[]
): Promise<UsageImport[]> {
  const before = now.subtract(SURELY_LOCKED)
  const old = imports.filter(each => each.state === 'running' && Temporal.Instant.compare(each.startedAt, before) < 0)
  if (old.length === 0) return [...imports]
  const locked = await lockedOf(
    writer,
    old.map(({ id }) => importLock(tenant, id))
  )
  const broken = new Set(old.filter(({ id }) => !locked.has(importLock(tenant, id))))
  return imports.map(each => (broken.has(each) ? { ...each, state: 'broken-off', problem: whatNext(each) } : each))
}

async function lockedOf(writer: Writer, locks: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ lock: string }>(
    writer,
    `select asked.lock from unnest($1::text[]) as asked (lock) where hashtextextended(asked.lock, 0) in (
       select number from ${ADVISORY_LOCKS} held)`,
    [locks]
  )
  return new Set(rows.map(({ lock }) => lock))
}

function whatNext({ kind, name }: Pick<UsageImport, 'kind' | 'name'>): string {
  const ended = 'the process that ran it has ended, and what it had read is kept'
  if (kind === 'file') return `${ended}: import ${name} again, and it goes on from there`
  if (kind === 'inbox') return `${ended}: the inbox goes on with ${name} as soon as a server or worker runs`
  return kind === 'retry' ? `${ended}: retry again` : `${ended}: send ${name} again`
}
