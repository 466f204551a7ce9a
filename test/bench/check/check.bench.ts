// A large set of rules from its folder to the verdict; against reading the same folder and doing no more than lexing and splitting it.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRulesFolder } from '@farthing/kernel/rules-folder'
import { compileRules, type Signature } from '@farthing/rules-language'
import { lexChunks } from '../../../libs/rules-language/src/lexer/lex.ts'
import { csvLines } from '../../../libs/rules-language/src/table/split-csv.ts'
import { installedStatements } from '../installed-statements.ts'
import { hundredths } from '../hundredths.ts'
import { median } from '../median.ts'
import { LARGE, ruleSetSample } from '../rule-set-sample.ts'

const ROUNDS = 7

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-bench-'))
  try {
    for (const [path, text] of ruleSetSample(LARGE)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const signatures = await installedStatements()
    globalThis.gc?.()
    // the first check of a process is what somebody at a terminal waits for
    const first = secondsOf(() => check(folder, signatures))
    const peak = Math.round(process.resourceUsage().maxRSS / 1000)
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      const [ours, bound] = [secondsOf(() => check(folder, signatures)), secondsOf(() => split(folder))]
      console.error(`round ${round + 1}: ${ours.toFixed(2)} s against ${bound.toFixed(2)} s`)
      return { ours, bound }
    })
    const [ours, bound] = [median(rounds.map(one => one.ours)), median(rounds.map(one => one.bound))]
    const ratio = hundredths(bound / ours)
    const perSecond = (seconds: number): number => Math.round(LARGE.rows / seconds)
    const seconds = hundredths(first)
    const figures = { ratio, ours: perSecond(ours), bound: perSecond(bound), unit: 'rows/s', seconds, rss_mb: peak }
    console.log(
      JSON.stringify({ bench: 'check', ...figures, files: LARGE.files, plans: LARGE.plans, rows: LARGE.rows })
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function read(folder: string): ReadonlyMap<string, string> {
  const found = readRulesFolder(folder)
  if (!found.ok) throw new Error(found.detail)
  return found.files
}

function check(folder: string, signatures: readonly Signature[]): void {
  const result = compileRules({ files: read(folder), signatures })
  if (!result.ok || result.diagnostics.length > 0) throw new Error(JSON.stringify(result.diagnostics.slice(0, 3)))
}

function split(folder: string): void {
  let pieces = 0
  for (const [path, text] of read(folder)) {
    if (path.endsWith('.csv')) for (const { texts } of csvLines(text)) pieces += texts.length
    else for (const { tokens } of lexChunks(text, () => undefined)) pieces += tokens.length
  }
  if (pieces < LARGE.rows) throw new Error('the sample was not read')
}

function secondsOf(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

await main()
