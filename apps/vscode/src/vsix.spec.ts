import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { inflateRawSync } from 'node:zlib'
import { buildVsix } from './build-vsix.ts'

describe('the .vsix', () => {
  let folder: string
  let parts: ReadonlyMap<string, Buffer>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-vsix-'))
    await buildVsix(join(folder, 'farthing.vsix'))
    parts = unzipped(readFileSync(join(folder, 'farthing.vsix')))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const text = (path: string): string => parts.get(path)?.toString() ?? ''

  it('holds its manifests and every file that they name', () => {
    const manifest = JSON.parse(text('extension/package.json'))
    const { languages, grammars, snippets } = manifest.contributes
    const named = [manifest.main, languages[0].configuration, grammars[0].path, snippets[0].path]
    for (const path of named) expect(parts.has(join('extension', path))).toBe(true)
    const assets = [...text('extension.vsixmanifest').matchAll(/Path="([^"]*)"/g)].map(([, path]) => path ?? '')
    expect(assets.filter(path => !parts.has(path))).toEqual([])
    expect(assets).toContain('extension/package.json')
    expect(text('extension.vsixmanifest')).toContain('Id="farthing-vscode" Version="0.1.0" Publisher="farthing"')
    expect(languages[0]).toMatchObject({ id: 'farthing', extensions: ['.farthing'] })
    expect(manifest).not.toHaveProperty('type')
  })

  it('gives every kind of part its type', () => {
    const types = text('[Content_Types].xml')
    const endings = new Set(
      [...parts.keys()].filter(path => !path.startsWith('[')).map(path => path.slice(path.lastIndexOf('.')))
    )
    for (const ending of endings) expect(types).toContain(`Extension="${ending}"`)
  })

  it('holds a client that loads with nothing but what an editor brings', () => {
    const module = { exports: {} as Record<string, unknown> }
    const load = (name: string): unknown => {
      if (name === 'vscode') return editor
      if (!isBuiltin(name)) throw new Error(`the client wants ${name}`)
      return process.getBuiltinModule(name.replace('node:', ''))
    }
    const wrapper = vm.runInThisContext(
      `(function (module, exports, require) {${text('extension/dist/extension.cjs')}\n})`
    )
    wrapper(module, module.exports, load)
    expect(Object.keys(module.exports).sort()).toEqual(['activate', 'deactivate'])
  })
})

/** Whatever is asked of the editor while the client is loaded is a class or a function of it. */
const editor: unknown = new Proxy(function anything() {}, {
  get: (_, name) => (name === 'prototype' ? {} : editor)
})

/** The files of a zip, by path: read from its directory at the end. */
function unzipped(zip: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [size, name, extra, comment] = [20, 28, 30, 32].map((field, index) =>
      index === 0 ? zip.readUInt32LE(at + field) : zip.readUInt16LE(at + field)
    ) as [number, number, number, number]
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + size)
    const path = zip.subarray(at + 46, at + 46 + name).toString()
    files.set(path, zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed))
    at += 46 + name + extra + comment
  }
  return files
}
