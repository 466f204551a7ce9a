import {
  foreignSources,
  lockfileProblems,
  looseVersions,
  missingOptionals,
  undecidedScripts
} from '../../tools/lockfile.mjs'

describe('the lockfile installs everywhere', () => {
  it('has nothing that npm ci refuses, nothing loose, nothing foreign and no undecided install script', () => {
    expect(lockfileProblems()).toEqual({
      missingOptionals: [],
      undecidedScripts: [],
      looseVersions: [],
      foreignSources: []
    })
  })

  it('sees a platform package that the registry lacks', () => {
    const packages = {
      'node_modules/fast': { optionalDependencies: { 'fast-linux': '1.0.0', 'fast-darwin': '1.0.0' } },
      'node_modules/fast-linux': {}
    }
    expect(missingOptionals({ packages })).toEqual(['fast wants fast-darwin@1.0.0'])
  })

  it('sees an install script that nobody decided on, a loose version and a foreign source', () => {
    const packages = {
      'node_modules/miner': { hasInstallScript: true, resolved: 'https://example.org/miner.tgz' },
      'node_modules/node': { hasInstallScript: true, resolved: 'https://registry.npmjs.org/node.tgz' }
    }
    expect(undecidedScripts({ packages }, { node: true })).toEqual(['miner'])
    expect(foreignSources({ packages })).toEqual(['miner from https://example.org/miner.tgz'])
    expect(looseVersions({ dependencies: { pg: '^8.0.0', zod: '4.6.7' } })).toEqual(['pg: ^8.0.0'])
  })
})
