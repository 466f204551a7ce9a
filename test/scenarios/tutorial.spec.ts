// docs/tutorial.md is true: its files are written, its commands are run, and what they print is what the page shows.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { testDatabase } from '@farthing/testing'
import { root } from './farthing.ts'
import { type CommandStep, patternOf, type Step, stepsOf } from './tutorial-steps.ts'

const steps = stepsOf(readFileSync(join(root, 'docs/tutorial.md'), 'utf8'))

describe('the tutorial', () => {
  const folder = mkdtempSync(join(tmpdir(), 'farthing-tutorial-'))
  const running: ChildProcess[] = []
  let database: Awaited<ReturnType<typeof testDatabase>>
  let port: number

  beforeAll(async () => {
    database = await testDatabase()
    port = await freePort()
  })
  afterAll(async () => {
    await Promise.all(running.map(stopped))
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    NO_COLOR: '1',
    NODE_OPTIONS: '',
    DATABASE_URL: database.url,
    FARTHING_DATA: join(folder, 'data'),
    FARTHING_PORT: String(port)
  })

  async function play(step: Step): Promise<void> {
    if (step.kind === 'commands') {
      for (const command of step.commands) await (step.keepsRunning ? keepRunning(command) : run(command))
      return
    }
    const file = join(folder, step.file)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, step.kind === 'file' ? step.text : step.edit(readFileSync(file, 'utf8')))
  }

  async function run({ command, output }: CommandStep): Promise<void> {
    const printed = command.startsWith('curl ') ? await curl(command) : farthingHere(command)
    expect(printed.replaceAll(String(port), '3000')).toMatch(patternOf(output))
  }

  function farthingHere(command: string): string {
    try {
      return execFileSync(process.execPath, wordsOf(command), {
        cwd: folder,
        encoding: 'utf8',
        env: environment(),
        stdio: 'pipe'
      })
    } catch (problem) {
      // a wrong rule and a red example end with 1: what they print is what the page shows
      const { status, stdout, stderr } = problem as { status: number; stdout: string; stderr: string }
      if (status !== 1) throw new Error(`${command}\n${stdout}${stderr}`)
      return stdout
    }
  }

  async function keepRunning({ command, output }: CommandStep): Promise<void> {
    const child = spawn(process.execPath, [...wordsOf(command), '--log-level', 'silent'], {
      cwd: folder,
      env: environment(),
      stdio: ['ignore', 'pipe', 'inherit']
    })
    running.push(child)
    const [line] = await child.stdout.take(1).toArray()
    expect(String(line).split('\n')[0]?.replace(String(port), '3000')).toBe(output)
  }

  /** The page's `curl`, without the program. */
  async function curl(command: string): Promise<string> {
    const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inQuotes, plain]) => inQuotes ?? plain ?? '')
    const url = words.find(word => word.startsWith('http'))?.replace('3000', String(port)) ?? ''
    const after = (option: string): string[] => words.filter((_, index) => words[index - 1] === option)
    const headers = after('-H').map(header => header.split(': ', 2) as [string, string])
    const [body = ''] = after('-d')
    return `${await (await fetch(url, { method: 'POST', headers, body })).text()}\n`
  }

  it('shows every step, and all of them in order do what it says', async () => {
    expect(steps.length).toBeGreaterThan(15)
    for (const step of steps) await play(step)
  }, 600_000)
})

/** `npx farthing check my-rules` as words for Node. */
function wordsOf(command: string): string[] {
  const [program, name, ...words] = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, inQuotes, plain]) => inQuotes ?? plain ?? ''
  )
  if (program !== 'npx' || name !== 'farthing')
    throw new Error(`the tutorial runs farthing and curl only, not: ${command}`)
  return [join(root, 'apps/cli/bin/farthing.mjs'), ...words]
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

async function stopped(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await new Promise(resolve => (child.exitCode === null ? child.once('exit', resolve) : resolve(null)))
}
