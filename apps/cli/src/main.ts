import { CommanderError } from 'commander'
import { CallProblem, FoundProblem } from './problems.ts'
import { buildProgram } from './program.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Runs one command line. Sets the exit code: 0 fine, 1 the rules or data are wrong, 2 the call is wrong. Never a stack trace. */
export async function main(words: readonly string[], terminal: Terminal = openTerminal(process)): Promise<void> {
  process.exitCode = await runCommand(words, terminal)
}

export async function runCommand(words: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
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

function explainProblem(problem: unknown, terminal: Terminal): 0 | 1 | 2 {
  if (problem instanceof CommanderError) return problem.exitCode === 0 ? 0 : 2
  if (problem instanceof FoundProblem) {
    if (problem.message !== '') terminal.err(`${problem.message}\n`)
    return 1
  }
  if (problem instanceof CallProblem) {
    terminal.err(`farthing: ${problem.message}\n`)
    return 2
  }
  const text = problem instanceof Error ? problem.message : String(problem)
  terminal.err(`farthing: this should not have happened: ${text}\n`)
  terminal.err('Run again with FARTHING_DEBUG=1 to see where.\n')
  if (process.env['FARTHING_DEBUG'] === '1' && problem instanceof Error) terminal.err(`${problem.stack ?? ''}\n`)
  return 1
}
