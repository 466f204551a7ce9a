import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRulesFolder } from './read-rules-folder.ts'

describe('rules on disk', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'farthing-rules-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  function put(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  it('reads rule files and tables to the bottom, and nothing else', () => {
    put('operator.farthing', 'operator "X" {}')
    put('tariffs/voice.farthing', 'tariff voice {}')
    put('tariffs/zones.csv', 'prefix,zone')
    put('.git/old.farthing', 'no')
    put('README.md', 'no')
    const read = readRulesFolder(folder)
    expect(read.ok && [...read.files]).toEqual([
      ['operator.farthing', 'operator "X" {}'],
      ['tariffs/voice.farthing', 'tariff voice {}'],
      ['tariffs/zones.csv', 'prefix,zone']
    ])
  })

  it('reads one rule file with the tables beside it', () => {
    put('a.farthing', 'a')
    put('b.farthing', 'b')
    put('zones.csv', 'prefix,zone')
    const read = readRulesFolder(join(folder, 'a.farthing'))
    expect(read.ok && [...read.files.keys()]).toEqual(['a.farthing', 'zones.csv'])
  })

  it('follows links, but not in a circle', () => {
    put('shared/zones.csv', 'prefix,zone')
    put('rules/a.farthing', 'a')
    symlinkSync(join(folder, 'shared'), join(folder, 'rules/tables'))
    symlinkSync(join(folder, 'shared/zones.csv'), join(folder, 'rules/linked.csv'))
    symlinkSync(join(folder, 'rules'), join(folder, 'rules/again'))
    const read = readRulesFolder(join(folder, 'rules'))
    expect(read.ok && [...read.files.keys()]).toEqual(['a.farthing', 'linked.csv', 'tables/zones.csv'])
    symlinkSync(join(folder, 'nowhere'), join(folder, 'rules/dead.farthing'))
    expect(readRulesFolder(join(folder, 'rules'))).toMatchObject({ ok: false, reason: 'unreadable' })
  })

  it('says why it cannot read', () => {
    expect(readRulesFolder(join(folder, 'nowhere'))).toMatchObject({ ok: false, reason: 'missing' })
    expect(readRulesFolder(folder)).toMatchObject({ ok: false, reason: 'empty' })
  })

  it('reads what is not UTF-8 as far as it goes, and says where that ends', () => {
    put('a.farthing', 'plan \ufffd')
    put('latin.farthing', Buffer.concat([Buffer.from('\ufeff# \ufffd é\r\n# caf'), new Uint8Array([0xe9, 0x0a])]))
    put('wide.hbs', new Uint8Array([0xff, 0xfe, 0x41, 0x00]))
    const read = readRulesFolder(folder)
    expect(read).toMatchObject({
      ok: true,
      damaged: [
        { file: 'latin.farthing', line: 2, column: 6 },
        { file: 'wide.hbs', line: 1, column: 1 }
      ]
    })
    expect(read.ok && [...read.files.values()]).toEqual(['plan \ufffd', '# \ufffd é\r\n# caf\ufffd\n', ''])
  })
})
