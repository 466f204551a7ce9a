import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { loadPlugins, pluginsFolder } from './load-plugins.ts'
import { readPluginFolders } from './plugin-folders.ts'

const MANIFEST = JSON.stringify({ exports: { '.': { source: './src/index.ts', default: './dist/index.js' } } })

describe('the plugins of an installation', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-plugins-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function put(path: string, text: string, age = 0): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    utimesSync(join(folder, path), 1_700_000_000 - age, 1_700_000_000 - age)
  }

  it('loads those of this repository', async () => {
    const loaded = await loadPlugins(pluginsFolder)
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems))
    expect([...loaded.registry.plugins.keys()]).toEqual(
      expect.arrayContaining(['bonds', 'recurring-charges', 'setup-fees', 'usage-charges'])
    )
  })

  it('loads a folder that was dropped in', async () => {
    put('gifts/package.json', MANIFEST)
    put('gifts/src/index.ts', "export const plugin = { id: 'gifts', sdk: '^0.1.0', contributes: {} }")
    const loaded = await loadPlugins(folder)
    expect(loaded.ok && [...loaded.registry.plugins.keys()]).toEqual(['gifts'])
  })

  it('names file, cause and fix of every folder that cannot be loaded', async () => {
    put('a-empty/notes.txt', '')
    put('b-garbled/package.json', '{')
    put('c-nameless/package.json', '{}')
    put('d-absent/package.json', MANIFEST)
    put('e-broken/package.json', MANIFEST)
    put('e-broken/src/index.ts', "import './not-there.ts'\nexport const plugin = {}")
    put('f-wrong-id/package.json', MANIFEST)
    put('f-wrong-id/src/index.ts', "export const plugin = { id: 'gifts', sdk: '^0.1.0', contributes: {} }")
    put('README.md', 'no plugin')
    const loaded = await loadPlugins(folder)
    if (loaded.ok) throw new Error('it loaded')
    expect(loaded.problems.map(({ file, cause }) => `${file}: ${cause}`)).toEqual([
      'plugins/a-empty/package.json: the folder has no package.json',
      'plugins/b-garbled/package.json: it is not JSON',
      'plugins/c-nameless/package.json: it names no source to load',
      'plugins/d-absent/package.json: the file it names, ./src/index.ts, is not there',
      expect.stringMatching(/^plugins\/e-broken\/src\/index.ts: it cannot be loaded: .*not-there/),
      `plugins/f-wrong-id/src/index.ts: the plugin's id "gifts" differs from its folder "f-wrong-id"`
    ])
    for (const { fix } of loaded.problems) expect(fix).not.toBe('')
  })

  it('names the file of a plugin that stops its load, behind the one that is loaded', async () => {
    put('a-throws/package.json', MANIFEST)
    put('a-throws/src/index.ts', "import './fee.ts'\nexport const plugin = {}")
    put('a-throws/src/fee.ts', "throw new Error('no fee')")
    const loaded = await loadPlugins(folder)
    expect(loaded).toMatchObject({
      problems: [{ file: 'plugins/a-throws/src/fee.ts', cause: 'it cannot be loaded: no fee' }]
    })
  })

  it('takes dist when it is newer than every source, and the source otherwise', () => {
    put('gifts/package.json', MANIFEST)
    put('gifts/src/index.ts', '', 10)
    const chosen = (preferSource: boolean) =>
      readPluginFolders(folder, preferSource).map(read => (read.ok ? read.folder.file : read.problem.cause))
    expect(chosen(false)).toEqual(['plugins/gifts/src/index.ts'])
    put('gifts/dist/index.js', '', 5)
    expect(chosen(false)).toEqual(['plugins/gifts/dist/index.js'])
    expect(chosen(true)).toEqual(['plugins/gifts/src/index.ts'])
    put('gifts/src/gift.ts', '', 0)
    expect(chosen(false)).toEqual(['plugins/gifts/src/index.ts'])
  })
})
