// Gates from options and from a file, or what is wrong with them.
import { type Gate, parseGates, renderDiagnostic, SourceText } from '@farthing/rules-language'
import { CallProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { textOf } from './usage-files.ts'

export interface GateOptions {
  /** As given to the option. */
  readonly written: readonly string[]
  /** The option's name: stands where a file's name would. */
  readonly option: string
  /** A file of gates, one a line. */
  readonly file?: string | undefined
}

export function readGates({ written, option, file }: GateOptions, terminal: Terminal): readonly Gate[] {
  const sources = [new SourceText(option, written.join('\n'))]
  if (file !== undefined) sources.push(new SourceText(file, textOf(file)))
  const read = sources.map(source => ({ source, ...parseGates(source) }))
  const colour = terminal.looksErr
  const problems = read.flatMap(({ source, diagnostics }) =>
    diagnostics.map(diagnostic => `${renderDiagnostic(diagnostic, source, { colour })}\n\n`)
  )
  if (problems.length === 0) return read.flatMap(({ gates }) => gates)
  terminal.err(problems.join(''))
  throw new CallProblem(problems.length === 1 ? 'a gate cannot be read' : `${problems.length} gates cannot be read`)
}
