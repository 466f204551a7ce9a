import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { type LifeResult, renderLifeProblem, simulateLife } from '@farthing/simulator'
import { installedPlugins } from '../installation/plugins.ts'
import { soundRules } from '../installation/rules.ts'
import { CallProblem, FoundProblem } from '../problems.ts'
import type { Terminal } from '../terminal.ts'
import { whyUnreadable } from '../why-unreadable.ts'
import { lifeStory } from './life-story.ts'

export interface SimulateOptions {
  /** The life's own when left out, else `rules`. */
  readonly rules?: string
  readonly json?: true
}

/**
 * `farthing simulate LIFE.json ...`: plays customers' lives on a movable clock, with no database. `-` reads stdin. Several are told one after the other, under
 * their names; what is wrong with one is told when all others have been played.
 */
export async function simulate(files: readonly string[], options: SimulateOptions, terminal: Terminal): Promise<void> {
  const registry = await installedPlugins()
  const surroundings = { registry, rulesOf: compiledOnce(registry, terminal) }
  const [file = '-', ...others] = files
  if (others.length === 0) {
    const played = await playFile(file, options, surroundings)
    terminal.out(options.json ? `${JSON.stringify(played, null, 2)}\n` : lifeStory(played))
    return refuseParked(played)
  }
  const problems: string[] = []
  for (const each of files) {
    try {
      const played = await playFile(each, options, surroundings)
      terminal.out(options.json ? `${JSON.stringify({ life: each, ...played })}\n` : `${each}\n${lifeStory(played)}\n`)
      refuseParked(played)
    } catch (problem) {
      if (!(problem instanceof FoundProblem || problem instanceof CallProblem)) throw problem
      problems.push(`${each}: ${problem.message}`)
    }
  }
  if (problems.length > 0) throw new FoundProblem(problems.join('\n'))
}

interface Surroundings {
  readonly registry: Registry
  /** Of a folder. */
  readonly rulesOf: (path: string) => RuleSet
}

/** A folder of several lives is read once; what is wrong with it is shown once, and told of each. */
function compiledOnce(registry: Registry, terminal: Terminal): Surroundings['rulesOf'] {
  const made = new Map<string, RuleSet | FoundProblem>()
  const compiled = (path: string): RuleSet | FoundProblem => {
    try {
      return soundRules(path, registry, terminal)
    } catch (problem) {
      if (problem instanceof FoundProblem) return problem
      throw problem
    }
  }
  return path => {
    const rules = made.getOrInsertComputed(path, compiled)
    if (rules instanceof FoundProblem) throw rules
    return rules
  }
}

async function playFile(
  file: string,
  options: SimulateOptions,
  { registry, rulesOf }: Surroundings
): Promise<LifeResult> {
  const life = readLife(file)
  const folder = file === '-' ? '.' : dirname(file)
  const named = options.rules ?? ownRules(life, folder)
  const rules = rulesOf(named ?? 'rules')
  const ruleSets = publishedIn(life, folder, rulesOf)
  const played = await simulateLife(life, { rules, ruleSets }, registry)
  if (played.ok) return played.result
  const problems = played.problems.map(problem => `\n  ${renderLifeProblem(problem)}`).join('')
  throw new FoundProblem(`This life cannot be played:${problems}${named === undefined ? rulesTaken() : ''}`)
}

/** A folder that nobody named may be another one than was meant. */
function rulesTaken(): string {
  return `\nThe life names no rules, so those of ${resolve('rules')} were taken: name others with --rules FOLDER, or in the life ("rules": "FOLDER", beside it).`
}

function refuseParked({ parked: [parked] }: LifeResult): void {
  if (parked === undefined) return
  throw new FoundProblem(`The account was parked and could not be billed: ${parked.reason}, ${parked.detail}`)
}

function readLife(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (problem) {
    throw new CallProblem(`${file} cannot be read: ${whyUnreadable(problem)}`)
  }
  try {
    return JSON.parse(text)
  } catch (problem) {
    throw new FoundProblem(`${file} is not JSON: ${(problem as Error).message}`)
  }
}

/** The rule sets that `publish` facts name: folders, looked for beside the life and then where the command runs. */
function publishedIn(life: unknown, folder: string, load: (path: string) => RuleSet): ReadonlyMap<string, RuleSet> {
  const facts = (life as { facts?: unknown } | null)?.facts
  const names = (Array.isArray(facts) ? facts : [])
    .filter(fact => fact?.do === 'publish' && typeof fact.rules === 'string')
    .map(fact => fact.rules as string)
  return new Map([...new Set(names)].map(name => [name, load(besideOrHere(name, folder))]))
}

const besideOrHere = (name: string, folder: string): string =>
  existsSync(resolve(folder, name)) ? resolve(folder, name) : name

/** The folder that the life itself names; anything but a text is the life's problem, told when it is played. */
function ownRules(life: unknown, folder: string): string | undefined {
  const name = (life as { rules?: unknown } | null)?.rules
  return typeof name === 'string' ? besideOrHere(name, folder) : undefined
}
