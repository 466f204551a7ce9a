import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sources } from '../../tools/sizes.mjs'
import { root } from './run-tool.ts'

const files = sources()
const text = (file: string) => readFileSync(join(root, file), 'utf8')

describe('names and front doors', () => {
  it('gives every package and every feature of the kernel a README', () => {
    const folders = globSync(
      [
        'libs/*/package.json',
        'plugins/*/package.json',
        'apps/*/package.json',
        'libs/kernel/src/*/index.ts',
        'test/*/',
        'tools/'
      ],
      { cwd: root }
    ).map(path => path.replace(/\/(package\.json|index\.ts)?$/, ''))
    expect(folders.filter(folder => !existsSync(join(root, folder, 'README.md')))).toEqual([])
  })

  it('has no drawers: a file or folder is named for what is in it', () => {
    const drawer = /(^|[/.-])(utils?|helpers?|common|misc|managers?)([/.-]|$)/
    expect(files.filter(file => drawer.test(file.replace(/\.(ts|mjs)$/, '')))).toEqual([])
  })

  it('names everything that leaves a file: no export *, no default export', () => {
    const configuration = /(\.config|\/jest\/global-(setup|teardown))\.mjs$/
    const star = files.filter(file => /^export \*/m.test(text(file)))
    const unnamed = files.filter(file => !configuration.test(file) && /^export default /m.test(text(file)))
    expect({ star, unnamed }).toEqual({ star: [], unnamed: [] })
  })

  it('names files in kebab case, with a role after a dot', () => {
    const name =
      /^[a-z0-9]+(-[a-z0-9]+)*(\.(service|tables|controller|module|adapter|errors|views|schemas|filter|interceptor|pipe|spec|bench|scenario|properties|fuzz))*(\.d)?\.(ts|mjs)$/
    expect(files.filter(file => !name.test(file.split('/').at(-1) ?? '') && !/\.config\.mjs$/.test(file))).toEqual([])
  })

  it('finds its own sources, so that an empty list cannot pass', () => {
    expect(files.length).toBeGreaterThan(20)
  })
})
