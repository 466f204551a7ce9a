// A usage file through rating, line by line, with no database: what `farthing rate` prints.
import type { UsageFormat } from '@farthing/plugin-sdk'
import { UsageLines } from '@farthing/simulator'
import type { UsageLine, UsageRating } from '@farthing/simulator'
import { visitLines } from './block-lines.ts'
import type { LineFault } from './block-lines.ts'
import { BlockReader } from './block-reader.ts'
import type { ByteSource } from './byte-source.ts'

const BLOCK_BYTES = 262_144

export interface UsageFileSettings {
  readonly format: UsageFormat
  /** IANA zone of the file's local times: the operator's. */
  readonly zone: string
  readonly rating: UsageRating
  readonly onLine: (line: UsageLine) => void
}

export type RatedUsageFile =
  | { readonly ok: true; readonly lines: number }
  | { readonly ok: false; readonly problem: string }

/** Tells `onLine` every line that is not the header, in order, a block at a time. Closes the source. */
export async function rateUsageFile(source: ByteSource, settings: UsageFileSettings): Promise<RatedUsageFile> {
  const reader = new BlockReader(source, { blockBytes: BLOCK_BYTES })
  const { format, zone, rating, onLine } = settings
  let lines: UsageLines | null = null
  let problem: string | null = null
  let number = 0
  const begin = (first: string, fault: LineFault | null): void => {
    const opened = format.open({ header: fault === null ? first : null, zone })
    if (opened.ok) lines = new UsageLines(format.code, opened, rating)
    else problem = opened.problem
  }
  try {
    for (let block = await reader.next(); block !== null && problem === null; block = await reader.next()) {
      visitLines(block, (line, fault) => {
        number++
        if (number === 1) begin(line, fault)
        if (lines !== null && !(number === 1 && format.hasHeader)) onLine(lines.read(line, number, fault))
      })
    }
  } finally {
    await source.close()
  }
  if (number === 0 && format.hasHeader) problem = 'the file is empty'
  return problem === null ? { ok: true, lines: number } : { ok: false, problem }
}
