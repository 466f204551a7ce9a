// Builds the extension into one file that Visual Studio Code installs: generated files written anew, the client bundled, all of it zipped.
import { createWriteStream, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { ZipFile } from 'yazl'
import { generatedFiles } from './generated-files.ts'
import { contentTypes, type Manifest, packedManifest, vsixManifest } from './vsix-manifest.ts'

const extension = fileURLToPath(new URL('..', import.meta.url))
const repository = join(extension, '../..')

export async function buildVsix(target: string): Promise<void> {
  const generated = await generatedFiles()
  const manifest = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as Manifest
  const zip = new ZipFile()
  const add = (path: string, content: string | Buffer): void => zip.addBuffer(Buffer.from(content), path)
  add('extension.vsixmanifest', vsixManifest(manifest))
  add('[Content_Types].xml', contentTypes)
  add('extension/package.json', packedManifest(manifest))
  for (const path of ['language-configuration.json', 'README.md']) {
    add(`extension/${path}`, readFileSync(join(extension, path)))
  }
  add('extension/LICENSE.txt', readFileSync(join(repository, 'LICENSE')))
  for (const [path, text] of generated) add(`extension/${path}`, text)
  add('extension/dist/extension.cjs', await bundledClient())
  zip.end()
  mkdirSync(dirname(target), { recursive: true })
  await pipeline(zip.outputStream, createWriteStream(target))
}

async function writeGeneratedFiles(): Promise<void> {
  for (const [path, text] of await generatedFiles()) {
    mkdirSync(dirname(join(extension, path)), { recursive: true })
    writeFileSync(join(extension, path), text)
  }
}

/** One file for the editor's Node, which brings the module `vscode` along. */
async function bundledClient(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(extension, 'src/extension.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    minify: true,
    logLevel: 'silent'
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error('the client was bundled into nothing')
  return Buffer.from(file.contents)
}

if (import.meta.main) {
  const target = join(extension, 'dist/farthing.vsix')
  await writeGeneratedFiles()
  await buildVsix(target)
  console.log(target)
}
