// The lines of a usage file, a block at a time, with no database.
import type { OpenedUsageFile, UsageFormat } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { visitLines } from './block-lines.ts'
import type { LineFault } from './block-lines.ts'
import { BlockReader } from './block-reader.ts'
import type { ByteSource } from './byte-source.ts'

const BLOCK_BYTES = 262_144

/** Takes one line that is not the header; `number` counts from 1. A line with a `fault` is no text. */
export type LineTaker = (text: string, number: number, fault: LineFault | null) => void

export interface UsageFileSettings {
  readonly format: UsageFormat
  /** IANA zone of the file's local times: the operator's. */
  readonly zone: string
  /** Unit words of the operator's rules. */
  readonly units: RuleSet['units']
  /** Called once, when the header is understood; what it returns gets every line, in order. `header` is the first line. */
  readonly begin: (opened: Extract<OpenedUsageFile, { ok: true }>, header: string | null) => LineTaker
}

export type ReadUsageFile =
  | { readonly ok: true; readonly lines: number }
  | { readonly ok: false; readonly problem: string }

/** Closes the source. */
export async function readUsageFile(source: ByteSource, settings: UsageFileSettings): Promise<ReadUsageFile> {
  const reader = new BlockReader(source, { blockBytes: BLOCK_BYTES })
  const { format, zone, units, begin } = settings
  let take: LineTaker | null = null
  let problem: string | null = null
  let number = 0
  const open = (first: string, fault: LineFault | null): void => {
    const header = fault === null ? first : null
    const opened = format.open({ header, zone, units })
    if (opened.ok) take = begin(opened, header)
    else problem = opened.problem
  }
  try {
    for (let block = await reader.next(); block !== null && problem === null; block = await reader.next()) {
      visitLines(block, (line, fault) => {
        number++
        if (number === 1) open(line, fault)
        if (take !== null && !(number === 1 && format.hasHeader)) take(line, number, fault)
      })
    }
  } finally {
    await source.close()
  }
  if (number === 0 && format.hasHeader) problem = 'the file is empty'
  return problem === null ? { ok: true, lines: number } : { ok: false, problem }
}
