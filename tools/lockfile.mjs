// What would make `npm ci` refuse the lockfile or run more than it must: platform packages that the registry lacks, unnamed install scripts.
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { root } from './packages.mjs'

const nameOf = path => path.replace(/^.*node_modules\//, '')

/** Optional packages (`@swc/core-darwin-arm64` and the like) that a locked package wants and the lockfile does not hold. */
export function missingOptionals({ packages }) {
  const held = new Set(Object.keys(packages).map(nameOf))
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !held.has(name))
      .map(([name, version]) => `${path === '' ? 'package.json' : nameOf(path)} wants ${name}@${version}`)
  )
}

/** Packages with an install script that package.json neither allows nor denies by name. */
export function undecidedScripts({ packages }, allowScripts) {
  return Object.entries(packages)
    .filter(([path, { hasInstallScript }]) => hasInstallScript && path !== '')
    .map(([path]) => nameOf(path))
    .filter(name => !(name in allowScripts))
}

/** Direct dependencies without an exact version; `~` is granted to typescript alone. */
export function looseVersions({ dependencies = {}, devDependencies = {} }) {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([name, version]) => !/^\d/.test(version) && name !== 'typescript')
    .map(([name, version]) => `${name}: ${version}`)
}

/** Entries that do not come from the public registry. */
export function foreignSources({ packages }) {
  return Object.entries(packages)
    .filter(([, { resolved, link }]) => resolved && !link && !resolved.startsWith('https://registry.npmjs.org/'))
    .map(([path, { resolved }]) => `${nameOf(path)} from ${resolved}`)
}

export function lockfileProblems(base = root) {
  const lock = JSON.parse(readFileSync(join(base, 'package-lock.json'), 'utf8'))
  const manifest = JSON.parse(readFileSync(join(base, 'package.json'), 'utf8'))
  return {
    missingOptionals: missingOptionals(lock),
    undecidedScripts: undecidedScripts(lock, manifest.allowScripts),
    looseVersions: looseVersions(manifest),
    foreignSources: foreignSources(lock)
  }
}

if (resolve(process.argv[1] ?? '') === import.meta.filename) console.log(JSON.stringify(lockfileProblems(), null, 2))
