// The lines of a usage file, a block at a time, with no database.
import type { OpenedUsageFile, UsageFormat } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { visitRecords } from './block-lines.ts'
import type { LineFault } from './block-lines.ts'
import { BlockReader } from './block-reader.ts'
import type { ByteSource } from './byte-source.ts'
import { endsOf } from './record-ends.ts'
import { utf16Problem } from './utf-16.ts'

const BLOCK_BYTES = 262_144

/** Takes one line or paragraph that is not the header; `number` is that of its first line, from 1. With a `fault` it is no text. */
export type LineTaker = (text: string, number: number, fault: LineFault | null) => void

export interface UsageFileSettings {
  readonly format: UsageFormat
  /** IANA zone of the file's local times: the operator's. */
  readonly zone: string
  /** Unit words of the operator's rules. */
  readonly units: RuleSet['units']
  /** Called once, when the header is understood; what it returns gets every line, in order. `header` is the first line. */
  readonly begin: (opened: Extract<OpenedUsageFile, { ok: true }>, header: string | null) => LineTaker
  /** Called after each block: a reader that keeps lines may put them away. */
  readonly drain?: () => Promise<void>
}

export type ReadUsageFile =
  | { readonly ok: true; readonly lines: number; readonly notes: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** Closes the source. A problem may also be found at the end, when all lines have been taken. */
export async function readUsageFile(source: ByteSource, settings: UsageFileSettings): Promise<ReadUsageFile> {
  const { format, zone, units, begin, drain } = settings
  const { records = 'lines' } = format
  const reader = new BlockReader(source, { blockBytes: BLOCK_BYTES, ends: endsOf(records) })
  let take: LineTaker | null = null
  let file: OpenedUsageFile | null = null
  let problem: string | null = null
  let number = 0
  const open = (first: string, fault: LineFault | null): void => {
    const header = fault === null ? (first.split('\n', 1)[0] ?? '') : null
    const opened = format.open({ header, zone, units })
    file = opened
    if (opened.ok) take = begin(opened, header)
    else problem = opened.problem
  }
  try {
    for (let block = await reader.next(); block !== null && problem === null; block = await reader.next()) {
      if (block.start === 0 && (problem = utf16Problem(block.bytes)) !== null) break
      number += visitRecords(block, records, (text, fault, at) => {
        const first = take === null && problem === null
        if (first) open(text, fault)
        if (take === null || (first && format.hasHeader)) return
        if (fault !== null) openOf(file)?.passOver?.(text)
        take(text, number + at + 1, fault)
      })
      await drain?.()
    }
  } finally {
    await source.close()
  }
  if (number === 0 && format.hasHeader) problem ??= 'the file is empty'
  // what it should have had all the same
  if (number === 0 && problem === null) file = format.open({ header: null, zone, units })
  const whole = openOf(file)
  problem ??= whole?.end?.() ?? null
  const notes = whole?.notes?.() ?? []
  return problem === null ? { ok: true, lines: number, notes } : { ok: false, problem }
}

/** Assigned by callbacks, which the compiler does not follow. */
function openOf(file: OpenedUsageFile | null): Extract<OpenedUsageFile, { ok: true }> | null {
  return file?.ok === true ? file : null
}
