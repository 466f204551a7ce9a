// Files and lines that are refused unread, whether they hold statements or a table.
import { grouped, limits } from '../limits.ts'
import type { Span } from '../signature/match.ts'
import type { Problem } from './problem.ts'

export function tooLarge(text: string): Problem {
  const most = grouped(limits.fileLength.most)
  const message = `the file has ${grouped(text.length)} characters, and may have ${most}; it was not read`
  return { code: 'R0004', message, start: 0, end: 0 }
}

/** `surplus`: the first row too many. */
export function tooManyRows(rows: number, surplus: Span): Problem {
  const most = grouped(limits.tableRows.most)
  return {
    code: 'R0082',
    message: `the table has ${grouped(rows)} rows, and may have ${most}; it was not read`,
    ...surplus
  }
}

export function tooLong({ start, end }: Span): Problem {
  const most = grouped(limits.lineLength.most)
  const message = `this line has ${grouped(end - start)} characters, and may have ${most}; it was not read`
  return { code: 'R0003', message, start, end: start + 1 }
}
