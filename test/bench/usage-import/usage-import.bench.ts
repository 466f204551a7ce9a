// Rated usage made durable under its unique key: parse, attribute, rate, COPY; against PostgreSQL alone taking the same rows: through a stage,
// which passes over those that are there (the bound), and by COPY into the table, which would fail.
// `--full` compares a file of ten million lines with one of a million.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PoolClient } from 'pg'
import { joinDataFolder, Persistence, tables } from '@farthing/kernel'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'
import { BlockReader, openFile, visitLines } from '../../../libs/kernel/src/usage-file/index.ts'
import type { CopyBuffer } from '../../../libs/kernel/src/usage/copy-buffer.ts'
import { UsageChunk } from '../../../libs/kernel/src/usage/usage-chunk.ts'
import { MAKE_STAGES, RATED_TARGET } from '../../../libs/kernel/src/usage/chunk-sql.ts'
import { copyIn, insertRated } from '../../../libs/kernel/src/usage/write-chunk.ts'
import { type ImportOnce, LINES_PER_MARK } from './import-marks.ts'
import { importSample, LANES, now, sampleEncoder, TENANT } from './import-sample.ts'
import { writeSample } from './usage-sample.ts'

const LINES = 200_000
const ROUNDS = 5
const ROWS_PER_TRANSACTION = 10_000
const MILLION = 1_000_000
/** Files that are compared in memory and time; the second pair with `--full`. */
const SIZES = [100_000, MILLION] as const
const FULL = [MILLION, 10 * MILLION] as const

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  const server = await joinDataFolder({ folder: join(folder, 'data'), command: 'bench', exclusive: false })
  const persistence = await Persistence.open({ url: server.url, tables })
  try {
    const file = join(folder, 'Master.csv')
    await writeSample(file, LINES)
    const { chunks, rows } = await encoded(file)
    const rates: [number, number, number][] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const ours = rows / (await seconds(persistence, () => importSample(persistence, file)))
      const bound = rows / (await seconds(persistence, () => writeAll(persistence, chunks, insertRated)))
      const copy = rows / (await seconds(persistence, () => writeAll(persistence, chunks, copyRated)))
      console.error(`round ${round}: ${[ours, bound, copy].map(Math.round).join(', ')} rows/s: ours, bound, COPY`)
      if (round > 0) rates.push([ours, bound, copy])
    }
    const [ours = 0, bound = 0, copy = 0] = [0, 1, 2].map(at => median(rates.map(rate => rate[at] ?? 0)))
    await empty(persistence)
    const sizes = process.argv.includes('--full') ? FULL : SIZES
    const [few, many] = await grown(persistence, server.url, { folder, sizes })
    const figures = {
      ratio: hundredths(ours / bound),
      to_copy: hundredths(ours / copy),
      ours: Math.round(ours),
      bound: Math.round(bound),
      unit: 'rows/s'
    }
    const growth = {
      rss_mb: many.rssMb,
      rss_ratio: hundredths(many.rssMb / few.rssMb),
      time_ratio: hundredths(many.seconds / few.seconds),
      last_to_first: many.lastToFirst
    }
    console.log(JSON.stringify({ bench: 'usage-import', ...figures, ...growth }))
  } finally {
    await persistence.close()
    await server.leave()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The rows of the file as they go over the wire, made beforehand. */
async function encoded(file: string): Promise<{ chunks: UsageChunk[]; rows: number }> {
  const opened = await openFile(file)
  if (!opened.ok) throw new Error(opened.problem)
  const { encoder } = await sampleEncoder()
  const reader = new BlockReader(opened.source, { blockBytes: 131_072 })
  const chunks = [new UsageChunk()]
  let number = 0
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    visitLines(block, (line, fault) => encoder.encode(chunks.at(-1) ?? new UsageChunk(), line, ++number, fault))
    if ((chunks.at(-1)?.rated.rows ?? 0) >= ROWS_PER_TRANSACTION) chunks.push(new UsageChunk())
  }
  await opened.source.close()
  return { chunks, rows: chunks.reduce((sum, chunk) => sum + chunk.rated.rows, 0) }
}

async function copyRated(client: PoolClient, rows: CopyBuffer): Promise<void> {
  await copyIn(client, RATED_TARGET, rows)
}

async function writeAll(
  persistence: Persistence,
  chunks: readonly UsageChunk[],
  write: (client: PoolClient, rows: CopyBuffer) => Promise<unknown>
): Promise<void> {
  const waiting = [...chunks]
  const lane = async (): Promise<void> => {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) {
      const { rated } = chunk
      await persistence.bulk(TENANT, async client => {
        await client.query(MAKE_STAGES)
        rated.stamp(now)
        await write(client, rated)
      })
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

async function seconds(persistence: Persistence, work: () => Promise<void>): Promise<number> {
  await empty(persistence)
  const begun = performance.now()
  await work()
  return (performance.now() - begun) / 1000
}

async function empty(persistence: Persistence): Promise<void> {
  await persistence.bulk(TENANT, client =>
    client.query('truncate rated_usage, usage_class, usage_import_chunk, usage_quarantine')
  )
  await persistence.bulk(TENANT, client => client.query('select 1'))
}

interface Growth {
  readonly rssMb: number
  readonly seconds: number
  /** Lines a second of the last million (or of all, when there are fewer) against the first. */
  readonly lastToFirst: number
}

/** Imports files of two sizes, each by a process of its own into empty tables. */
async function grown(
  persistence: Persistence,
  url: string,
  { folder, sizes }: { folder: string; sizes: readonly [number, number] }
): Promise<[few: Growth, many: Growth]> {
  const growths: Growth[] = []
  for (const lines of sizes) {
    const file = join(folder, `Master-${lines}.csv`)
    await writeSample(file, lines)
    await empty(persistence)
    const script = join(import.meta.dirname, 'import-once.ts')
    const node = ['--conditions=source', '--no-warnings', '--import', './tools/swc-hook.mjs', script, url, file]
    const ran = spawnSync(process.execPath, node, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    const growth = growthOf(JSON.parse(ran.stdout) as ImportOnce, lines)
    console.error(`${lines} lines: ${JSON.stringify(growth)}`)
    growths.push(growth)
    rmSync(file)
  }
  const [few, many] = growths
  if (few === undefined || many === undefined) throw new Error('two sizes are compared')
  return [few, many]
}

function growthOf({ rssMb, marks }: ImportOnce, lines: number): Growth {
  const seconds = marks.at(-1) ?? 0
  const [first, beforeLast] = [
    marks[MILLION / LINES_PER_MARK - 1] ?? seconds,
    marks[(lines - MILLION) / LINES_PER_MARK - 1] ?? 0
  ]
  return { rssMb, seconds: hundredths(seconds), lastToFirst: hundredths(first / (seconds - beforeLast)) }
}

await main()
