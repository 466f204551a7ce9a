import { CommanderError } from 'commander'
import { CallProblem, FoundProblem, Interrupted, ReaderLeft } from './problems.ts'
import { buildProgram } from './program.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** 0 fine, 1 the rules or data are wrong, 2 the call is wrong, 130 stopped by Ctrl+C. */
export type ExitCode = 0 | 1 | 2 | 130

/** Runs one command line. Sets the exit code. Never a stack trace. */
export async function main(words: readonly string[], terminal: Terminal = openTerminal(process)): Promise<void> {
  process.exitCode = await runCommand(words, terminal)
}

export async function runCommand(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  try {
    const program = buildProgram(terminal)
    if (words.length === 0) {
      terminal.out(program.helpInformation())
      return 0
    }
    await program.parseAsync([...words], { from: 'user' })
    return 0
  } catch (problem) {
    return explainProblem(problem, terminal)
  }
}

function explainProblem(problem: unknown, terminal: Terminal): ExitCode {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2
  if (problem instanceof FoundProblem) {
    if (problem.message !== '') terminal.err(`${problem.message}\n`)
    return 1
  }
  if (problem instanceof Interrupted) return 130
  if (problem instanceof ReaderLeft) return 0
  if (isNamed(problem, 'Refused')) {
    terminal.err(`${problem.message}\n`)
    return 1
  }
  if (problem instanceof CallProblem || isNamed(problem, 'StartRefused')) {
    terminal.err(`farthing: ${problem.message}\n`)
    return 2
  }
  const text = problem instanceof Error ? problem.message : String(problem)
  terminal.err(`farthing: this should not have happened: ${text}\n`)
  terminal.err('Run again with FARTHING_DEBUG=1 to see where.\n')
  if (process.env['FARTHING_DEBUG'] === '1' && problem instanceof Error) terminal.err(`${problem.stack ?? ''}\n`)
  return 1
}

/** By name: the class lives in the kernel, which a command that failed early never loaded. */
function isNamed(problem: unknown, name: string): problem is Error {
  return problem instanceof Error && problem.name === name
}
