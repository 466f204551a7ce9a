import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from './main.ts'
import { paper } from './paper.ts'
import { makeFolder, writeInto } from './written.ts'

const base = mkdtempSync(join(tmpdir(), 'farthing-written-'))
writeFileSync(join(base, 'file'), '')

describe('a folder that a command writes', () => {
  it('is made with those above it, once', () => {
    const folder = join(base, 'a/b/c')
    makeFolder(folder)
    makeFolder(folder)
    expect(statSync(folder).isDirectory()).toBe(true)
    writeInto(join(folder, 'x'), 'text')
    expect(readFileSync(join(folder, 'x'), 'utf8')).toBe('text')
  })

  it.each([
    join(base, 'file'),
    join(base, 'file/below'),
    join(base, 'file/far/below'),
    '/dev/null/x',
    '/proc/nowhere/x'
  ])('cannot be %s', folder => {
    expect(() => makeFolder(folder)).toThrow(/ cannot be written: /)
  })

  it('is a folder: a file cannot take its place', () => {
    expect(() => writeInto(base, 'text')).toThrow(/ cannot be written: EISDIR/)
  })

  it.each([[['docs', join(base, 'file/docs')]], [['docs', '/proc/nowhere']]])(
    'that cannot be made ends the command with a message and 2: %j',
    async words => {
      const { terminal, written } = paper()
      expect(await runCommand(words, terminal)).toBe(2)
      expect(written.err).toMatch(/ cannot be written: /)
    }
  )
})
