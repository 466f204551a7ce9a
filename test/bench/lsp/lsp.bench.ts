// From an edit to fresh diagnostics, through `farthing lsp` as an editor drives it: 95 of 100 are faster than `ours`; the bound is 200 ms.
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hundredths } from '../hundredths.ts'
import { LanguageClient } from '../../scenarios/language-client.ts'
import { LARGE, ruleSetSample } from '../rule-set-sample.ts'

const BOUND_MS = 200
const WARM_UP = 10
const EDITS = 200

async function main(): Promise<void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'farthing-bench-')))
  const files = ruleSetSample(LARGE)
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const client = new LanguageClient(folder)
  try {
    await client.initialize()
    const first = await msOf(() => openFirst(client, files))
    const times: number[] = []
    for (let edit = 0; edit < WARM_UP + EDITS; edit++) {
      const taken = await editOnce(client, files, edit)
      if (edit >= WARM_UP) times.push(taken)
    }
    times.sort((a, b) => a - b)
    const [p50, p95] = [quantile(times, 0.5), quantile(times, 0.95)]
    console.error(`first diagnostics after ${Math.round(first)} ms`)
    const ratio = hundredths(BOUND_MS / p95)
    const figures = { ratio, ours: p95, bound: BOUND_MS, unit: 'ms', p50, first_ms: Math.round(first) }
    const size = { files: LARGE.files, plans: LARGE.plans, rows: LARGE.rows }
    console.log(JSON.stringify({ bench: 'lsp', ...figures, rss_mb: memoryOf(client), ...size }))
  } finally {
    client.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

const WRONG = 'rnet'

/** The whole set is read and checked, and a mistake in the first plan is shown. */
async function openFirst(client: LanguageClient, files: ReadonlyMap<string, string>): Promise<void> {
  client.open('plans/plan-0.farthing', (files.get('plans/plan-0.farthing') ?? '').replace('rent', WRONG))
  await client.shows('plans/plan-0.farthing', list => list.length > 0)
}

/** One keystroke that makes a mistake, or one that mends it, in one plan after the other. */
async function editOnce(client: LanguageClient, files: ReadonlyMap<string, string>, edit: number): Promise<number> {
  const path = `plans/plan-${1 + (edit >> 1)}.farthing`
  const text = files.get(path) ?? ''
  const wrong = edit % 2 === 0
  if (wrong) client.open(path, text)
  const line = text.split('\n').findIndex(one => one.includes('rent '))
  const character = (text.split('\n')[line] ?? '').indexOf('rent') + 1
  // rent -> rnet -> rent
  const range = { start: { line, character }, end: { line, character: character + 2 } }
  return msOf(async () => {
    client.change(path, wrong ? 'ne' : 'en', range)
    await client.shows(path, list => list.length > 0 === wrong)
  })
}

async function msOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function quantile(sorted: readonly number[], part: number): number {
  return Math.round((sorted[Math.floor(sorted.length * part)] ?? 0) * 10) / 10
}

/** The most that the server ever held, in MB, as Linux counts it; 0 elsewhere. */
function memoryOf({ pid }: LanguageClient): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1000)
  } catch {
    return 0
  }
}

await main()
