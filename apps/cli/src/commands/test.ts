import { availableParallelism } from 'node:os'
import { type ExampleReport, reaches, renderExample, type RuleCoverage, ruleCoverage } from '@farthing/simulator'
import { counted } from '../counted.ts'
import { coverageJson, coverageText } from '../example-run/coverage-text.ts'
import { playExamples } from '../example-run/play-examples.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { soundFolder } from '../installation/rules.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import { openProgress } from '../progress.ts'
import type { Terminal } from '../terminal.ts'

export interface TestOptions {
  /** Only examples whose title contains this. */
  readonly only?: string
  readonly coverage?: true
  /** '80%' */
  readonly requireCoverage?: string
  readonly threads?: string
  readonly json?: true
}

/** `farthing test rules`: runs the examples that stand beside the rules, each a customer's life without a database. */
export async function test(path: string, options: TestOptions, terminal: Terminal): Promise<void> {
  const required = percentOf(options.requireCoverage)
  const threads = threadsOf(options.threads)
  const registry = await installedPlugins('everything')
  const { files, rules } = soundFolder(path, registry, terminal)
  const chosen = rules.examples.flatMap(({ title }, index) => (title.includes(options.only ?? '') ? [index] : []))
  if (chosen.length === 0) throw new CallProblem(nothingToRun(path, options))
  const began = performance.now()
  const bar = openProgress(terminal, 'Playing', 'examples')
  const coverage = options.coverage === true || required !== null
  const progress = (done: number): void => bar.at(done, chosen.length)
  const played = await playExamples({ rules, registry, files, chosen, threads, coverage, progress })
  bar.end()
  const { reports } = played
  const covered = coverage ? ruleCoverage(rules, played.touched) : null
  const enough = covered === null || required === null || reaches(covered, required)
  const failed = reports.filter(({ ok }) => !ok).length
  if (options.json) {
    const passed = reports.length - failed
    const ok = failed === 0 && enough
    const examples = reports.map(report => ({ ...report, file: report.at.file, line: report.at.line }))
    const measured = covered === null ? {} : { coverage: coverageJson(covered) }
    terminal.out(`${JSON.stringify({ ok, version: rules.version, passed, failed, examples, ...measured })}\n`)
  } else {
    terminal.out(toldReports(reports, terminal))
    terminal.out(`\n${summary(reports.length, failed, performance.now() - began)}\n`)
    if (covered !== null) terminal.out(`\n${coverageText(covered, terminal)}`)
  }
  if (failed > 0) throw new FoundProblem()
  if (!enough) throw new FoundProblem(tooLittle(covered, required))
}

/** More than these are told file by file, the red ones alone in full. */
const MOST_TITLES = 20

function toldReports(reports: readonly ExampleReport[], terminal: Terminal): string {
  if (reports.length <= MOST_TITLES) return reports.map(report => `${painted(report, terminal)}\n`).join('')
  const byFile = Map.groupBy(reports, ({ at }) => at.file)
  const width = Math.max(...[...byFile.keys()].map(({ length }) => length))
  return [...byFile].map(([file, within]) => toldFile(file.padEnd(width), within, terminal)).join('')
}

function toldFile(file: string, reports: readonly ExampleReport[], terminal: Terminal): string {
  const red = reports.filter(({ ok }) => !ok)
  const verdict = red.length === 0 ? terminal.paint('green', 'ok ') : terminal.paint('red', 'RED')
  const count = red.length === 0 ? '' : `, ${red.length} of them red`
  const head = `${verdict} ${file}  ${counted(reports.length, 'example')}${count}\n`
  return [head, ...red.map(report => `${painted(report, terminal)}\n`)].join('')
}

const styles = { good: 'green', bad: 'red', mark: 'inverse', faint: 'dim' } as const

function painted(report: ExampleReport, terminal: Terminal): string {
  if (!terminal.looksOut) return renderExample(report)
  return renderExample(report, (style, text) => terminal.paint(styles[style], text))
}

function summary(all: number, failed: number, ms: number): string {
  const seconds = `${(ms / 1000).toPrecision(2)} s`
  if (failed === 0) return `${counted(all, 'example')} as expected, ${seconds}`
  return `${all - failed} of ${counted(all, 'example')} as expected, ${failed} red, ${seconds}`
}

function tooLittle(covered: RuleCoverage | null, required: number | null): string {
  const { rules = 0, touched = 0 } = covered ?? {}
  const missing = Math.ceil((rules * (required ?? 0)) / 100) - touched
  return `Examples touch ${touched} of ${counted(rules, 'rule')}, and ${required}% are required: ${counted(missing, 'more rule')} at least.`
}

function nothingToRun(path: string, { only }: TestOptions): string {
  return only === undefined
    ? `the rules of ${path} hold no example: write one (docs/language/example.md shows how)`
    : `no example of ${path} has '${only}' in its title`
}

function percentOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const [, number] = /^(\d{1,3}(?:\.\d{1,3})?)%?$/.exec(text) ?? []
  if (number !== undefined && Number(number) <= 100) return Number(number)
  throw new CallProblem(`--require-coverage is '${text}', which is no percentage such as 80%`)
}

function threadsOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism()
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new CallProblem(`--threads is '${text}', which is no number from 1 to 99`)
}
