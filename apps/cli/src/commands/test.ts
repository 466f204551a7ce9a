import { renderExample, runExamples, type ExampleReport } from '@farthing/simulator'
import { counted } from '../counted.ts'
import { installedPlugins } from '../installation/plugins.ts'
import { soundRules } from '../installation/rules.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'

export interface TestOptions {
  /** Only examples whose title contains this. */
  readonly only?: string
  readonly json?: true
}

/** `farthing test rules`: runs the examples that stand beside the rules, each a customer's life without a database. */
export async function test(path: string, options: TestOptions, terminal: Terminal): Promise<void> {
  const registry = await installedPlugins()
  const rules = soundRules(path, registry, terminal)
  const chosen = rules.examples.filter(({ title }) => title.includes(options.only ?? ''))
  if (chosen.length === 0) throw new CallProblem(nothingToRun(path, options))
  const began = performance.now()
  const reports = await runExamples({ ...rules, examples: chosen }, registry)
  const failed = reports.filter(({ ok }) => !ok).length
  if (options.json) {
    const examples = reports.map(report => ({ ...report, file: report.at.file, line: report.at.line }))
    terminal.out(
      `${JSON.stringify({ ok: failed === 0, version: rules.version, passed: reports.length - failed, failed, examples })}\n`
    )
  } else {
    terminal.out(reports.map(report => `${painted(report, terminal)}\n`).join(''))
    const seconds = ((performance.now() - began) / 1000).toPrecision(2)
    terminal.out(
      `\n${counted(reports.length - failed, 'example')} as expected, ${counted(failed, 'failure')}, ${seconds} s\n`
    )
  }
  if (failed > 0) throw new FoundProblem()
}

function painted(report: ExampleReport, terminal: Terminal): string {
  return renderExample(report).replace(/^\w+/, word => terminal.paint(report.ok ? 'green' : 'red', word))
}

function nothingToRun(path: string, { only }: TestOptions): string {
  return only === undefined
    ? `the rules of ${path} hold no example: write one, as LANGUAGE in the README shows`
    : `no example of ${path} has '${only}' in its title`
}
