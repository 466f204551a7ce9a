// The grammar and the snippets that editors get are what `npm run build:vsix` writes.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedFiles } from '../../apps/vscode/src/generated-files.ts'
import { root } from './run-tool.ts'

const extension = join(root, 'apps/vscode')

describe('the extension for editors', () => {
  it('has the grammar and the snippets of the statements as they are now', async () => {
    const generated = await generatedFiles()
    const stale = [...generated].filter(([path, text]) => textOf(join(extension, path)) !== text).map(([path]) => path)
    const kept = ['syntaxes', 'snippets'].flatMap(folder =>
      readdirSync(join(extension, folder)).map(file => `${folder}/${file}`)
    )
    const orphans = kept.filter(path => !new Map(generated).has(path))
    const advice = (path: string): string => `apps/vscode/${path} is out of date: run npm run build:vsix`
    expect([...stale, ...orphans].map(advice)).toEqual([])
  })
})

function textOf(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}
