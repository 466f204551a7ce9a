// Streams the demo's month of usage to two files, with some lines repeated, and counts what an import must find.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { callLines } from './call-lines.ts'
import type { DemoAccount } from './demo-accounts.ts'
import { EVENT_HEADER, eventLines } from './event-lines.ts'
import { Random } from './random.ts'
import { type DemoUsageCounts, NOISE_PER_THOUSAND, type UsageLine } from './usage-lines.ts'

export const DEMO_RECORDS = 125_000

const CALLS_PER_HUNDRED = 55
const CHUNK_CHARS = 1 << 16
/** A repeat follows its original within so many good lines. */
const MEMORY = 50

export interface DemoUsageFiles {
  readonly asterisk: string
  readonly csv: string
}

/** Writes `records` lines, and a few repeats on top, in flat memory. The same seed and accounts give the same bytes. */
export async function writeDemoUsage(
  seed: number,
  accounts: readonly DemoAccount[],
  files: DemoUsageFiles,
  records = DEMO_RECORDS
): Promise<{ asterisk: DemoUsageCounts; csv: DemoUsageCounts }> {
  const calls = Math.floor((records * CALLS_PER_HUNDRED) / 100)
  const asterisk = new Tally()
  const csv = new Tally()
  await writeLines(files.asterisk, '', withRepeats(seed, callLines(seed, accounts, calls), asterisk))
  await writeLines(files.csv, `${EVENT_HEADER}\n`, withRepeats(seed, eventLines(seed, accounts, records - calls), csv))
  return { asterisk: asterisk.counts(), csv: csv.counts() }
}

class Tally {
  readonly #fates = { rated: 0, filtered: 0, malformed: 0, 'unknown-subscriber': 0, 'no-zone': 0, 'out-of-time': 0 }
  #duplicates = 0

  add(fate: UsageLine['fate']): void {
    this.#fates[fate] += 1
  }

  repeat(): void {
    this.#duplicates += 1
  }

  counts(): DemoUsageCounts {
    const { rated, filtered, ...quarantined } = this.#fates
    const lost = Object.values(quarantined).reduce((a, b) => a + b, 0)
    return {
      in: rated + filtered + lost + this.#duplicates,
      rated,
      duplicate: this.#duplicates,
      filtered,
      quarantined
    }
  }
}

function* withRepeats(seed: number, lines: Iterable<UsageLine>, tally: Tally): Generator<string> {
  const random = new Random(seed, 'repeats')
  const recent: string[] = []
  let good = 0
  for (const { text, fate } of lines) {
    tally.add(fate)
    yield text
    if (fate !== 'rated') continue
    recent[good % MEMORY] = text
    good += 1
    if (!random.chance(NOISE_PER_THOUSAND.duplicate)) continue
    tally.repeat()
    yield random.pick(recent)
  }
}

async function writeLines(path: string, header: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(chunks(header, lines)), createWriteStream(path))
}

function* chunks(header: string, lines: Iterable<string>): Generator<string> {
  let chunk = header
  for (const text of lines) {
    chunk += `${text}\n`
    if (chunk.length < CHUNK_CHARS) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}
