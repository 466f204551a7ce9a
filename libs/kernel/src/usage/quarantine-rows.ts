// A line that cannot be rated as a row of the stage.
import { QUARANTINE_COLUMNS } from './chunk-sql.ts'
import type { CopyBuffer } from './copy-buffer.ts'

export interface QuarantineRow {
  readonly tenant: string
  readonly event: string
  readonly importId: number
  readonly line: number
  readonly format: string
  readonly service: string
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly raw: Uint8Array
  /** The event of which it is a piece, or `event`: the line is no news where that is rated. */
  readonly whole: string
}

export function putQuarantined(rows: CopyBuffer, row: QuarantineRow): void {
  rows.row(QUARANTINE_COLUMNS.length + 1)
  rows.text(row.tenant)
  rows.text(row.event)
  rows.int4(row.importId)
  rows.int4(row.line)
  rows.text(row.format)
  rows.text(row.service)
  rows.text('open')
  rows.text(row.field)
  rows.text(row.reason)
  rows.text(row.detail)
  rows.blob(row.raw)
  rows.text(row.whole)
}
