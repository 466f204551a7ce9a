import type { Command } from 'commander'
import { runCommand } from './main.ts'
import { paper } from './paper.ts'
import { buildProgram } from './program.ts'

describe('the command line', () => {
  it.each([
    [[], 0, 'Usage: farthing'],
    [['--help'], 0, 'Usage: farthing'],
    [['--version'], 0, '0.1.0'],
    [['help', 'serve'], 0, '--port <number>'],
    [['voucher', 'make', '--help'], 0, '(required)']
  ])('farthing %j shows help', async (words, code, text) => {
    const { terminal, written } = paper()
    expect(await runCommand(words, terminal)).toBe(code)
    expect(written.out).toContain(text)
    expect(written.err).toBe('')
  })

  it('prints JSON by every command, but that which editors talk to', () => {
    const leaves = (command: Command): Command[] =>
      command.commands.length === 0 ? [command] : command.commands.flatMap(leaves)
    const tells = ({ options, parent }: Command): boolean =>
      options.some(({ long }) => long === '--json') || (parent !== null && tells(parent))
    const without = leaves(buildProgram(paper().terminal)).filter(command => !tells(command))
    expect(without.map(command => command.name())).toEqual(['lsp'])
  })

  it.each([
    [['sreve'], "unknown command 'sreve'\n(Did you mean serve?)"],
    [['serve', '--prot', '1'], "unknown option '--prot'\n(Did you mean --port?)"],
    [
      ['serve', '--log-level', 'loud'],
      "argument 'loud' is invalid. Allowed choices are silent, error, warn, info, debug."
    ],
    [['publish', 'rules'], "required option '-m, --message <text>' not specified"],
    [['publish', 'rules', '--message', ' '], 'It is empty: say why.'],
    [['serve', '--port', '1e3'], "--port is '1e3', which is no port"]
  ])('farthing %j is a wrong call: 2, with a hint and no stack', async (words, text) => {
    const { terminal, written } = paper()
    expect(await runCommand(words, terminal)).toBe(2)
    expect(written.err).toContain(text)
    expect(written.err).not.toMatch(/^ +at /m)
    expect(written.out).toBe('')
  })
})
