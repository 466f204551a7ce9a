// The lives of `lives/`, each with what comes of it beside it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { farthing, root } from './farthing.ts'

const FOLDER = 'test/scenarios/lives'
const names = readdirSync(FOLDER)
  .filter(name => name.endsWith('.json'))
  .map(name => name.replace('.json', ''))

/** What one command says of them all, each under its file. */
const run = farthing(['simulate', ...names.map(name => join(FOLDER, `${name}.json`))])
const told = new Map(
  run.out
    .replace(/\n$/, '')
    .split(new RegExp(`(?:^|\\n)${FOLDER}/`))
    .flatMap(part => {
      const [file = '', ...lines] = part.split('\n')
      return file.endsWith('.json') ? [[file.replace('.json', ''), lines.join('\n')] as const] : []
    })
)

describe('a life', () => {
  it('has its invoices beside it, and invoices have their life', () => {
    const texts = readdirSync(FOLDER).filter(name => name.endsWith('.txt'))
    expect(texts).toEqual(names.map(name => `${name}.txt`))
    expect(names.length).toBeGreaterThan(15)
  })

  it.each(names)('%s', name => {
    expect(told.get(name)).toBe(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'))
  })

  it('that cannot be played is told after all others, under its name', () => {
    const one = join(FOLDER, `${names[0]}.json`)
    const { code, err, out } = farthing(['simulate', 'missing.json', one])
    expect(code).toBe(1)
    expect(out).toBe(`${one}\n${told.get(names[0] ?? '')}\n`)
    expect(err).toContain('missing.json: missing.json cannot be read')
  })

  it('is played by the rules that it names, unless others are given', () => {
    const life = join(FOLDER, 'price-changed-for-the-past.json')
    const { code, out } = farthing(['simulate', life, '--rules', join(FOLDER, 'price-changed-for-the-past/after')])
    expect(code).toBe(0)
    expect(out).toContain('Voice, anywhere  2026-03-01..2026-04-01   3.50')
  })

  it.each(names)('%s says where its rules are, so that it plays from anywhere', name => {
    const life = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as { readonly rules?: string }
    expect(existsSync(join(FOLDER, life.rules ?? 'left out'))).toBe(true)
  })

  it('is played from its own folder, and from others', () => {
    for (const cwd of [join(root, FOLDER), tmpdir()]) {
      const { out } = farthing(['simulate', join(root, FOLDER, 'customer-in-new-zealand.json')], { cwd })
      expect(out).toBe(readFileSync(join(FOLDER, 'customer-in-new-zealand.txt'), 'utf8'))
    }
  })

  it('without rules of its own that cannot be played says whose rules were taken', () => {
    const input = JSON.stringify({ account: { billDay: 1, zone: 'Pacific/Auckland', currency: 'NZD' }, facts: [] })
    const { code, err } = farthing(['simulate', '-'], { cwd: join(root, FOLDER), input })
    expect(code).toBe(1)
    expect(err).toContain('the account is in NZD and the rules are in AUD')
    expect(err).toContain(
      `The life names no rules, so those of ${join(root, FOLDER, 'rules')} were taken: name others with --rules FOLDER, or in the life ("rules": "FOLDER", beside it).`
    )
    expect(farthing(['simulate', '-', '--rules', 'rules'], { cwd: join(root, FOLDER), input }).err).not.toContain(
      'were taken'
    )
  })
})
