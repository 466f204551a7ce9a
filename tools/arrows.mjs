// The import checker: `node tools/arrows.mjs [folder]` cruises libs, apps and plugins; each violation prints what is allowed.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import config from '../.dependency-cruiser.cjs'
import { root } from './packages.mjs'

/** Returns [{ rule, from, to, allowed }], sorted; `base` is the folder that holds libs, apps and plugins. */
export async function violations(base = resolve(root)) {
  process.chdir(base)
  const folders = ['libs', 'apps', 'plugins', 'test'].filter(folder => existsSync(join(base, folder)))
  const { doNotFollow, exclude, tsPreCompilationDeps, enhancedResolveOptions } = config.options
  const notes = new Map(config.forbidden.map(({ name, comment }) => [name, comment]))
  const { output } = await cruise(
    folders,
    {
      ruleSet: { forbidden: config.forbidden },
      validate: true,
      doNotFollow,
      exclude: base === resolve(root) ? { path: `${exclude.path}|test/architecture/planted/` } : exclude,
      tsPreCompilationDeps
    },
    enhancedResolveOptions,
    { tsConfig: extractTSConfig(join(root, 'tsconfig.base.json')) }
  )
  return output.summary.violations
    .map(({ rule, from, to }) => ({ rule: rule.name, from, to, allowed: notes.get(rule.name) }))
    .sort((a, b) => `${a.rule} ${a.from}`.localeCompare(`${b.rule} ${b.from}`))
}

if (resolve(process.argv[1] ?? '') === import.meta.filename) {
  const found = await violations(resolve(process.argv.slice(2).find(word => !word.startsWith('-')) ?? root))
  if (process.argv.includes('--json')) console.log(JSON.stringify(found))
  else for (const { rule, from, to, allowed } of found) console.log(`${from}\n  imports ${to}\n  ${rule}: ${allowed}\n`)
  if (!process.argv.includes('--json'))
    console.log(found.length === 0 ? 'arrows: fine' : `arrows: ${found.length} wrong`)
  process.exit(found.length === 0 ? 0 : 1)
}
