import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  CodeAction,
  CompletionItem,
  Diagnostic,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit
} from 'vscode-languageserver-types'
import { LanguageClient } from './language-client.ts'

const OPERATOR =
  'operator "Test" {\n  currency AUD\n  time zone "Australia/Melbourne"\n}\nzones world from "zones.csv"\n'
const ZONES = 'prefix,zone\n61,local\n614,mobile\n'
const TARIFF = `tariff voice for voice {
  zone by called number in world
  rates {
    | zone   | price           |
    | local  | 0.10 per call   |
    | mobile | 0.25 per minute |
  }
}
`
const PLAN = 'plan mobile-20 "Mobile 20" {\n  rent 20.00 per month\n  tariff voice\n}\n'

const isFine = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.length === 0
const says =
  (code: string) =>
  (diagnostics: readonly Diagnostic[]): boolean =>
    diagnostics.some(one => one.code === code)

describe('farthing lsp, driven by an editor', () => {
  let folder: string
  let client: LanguageClient

  beforeEach(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'farthing-lsp-')))
    mkdirSync(join(folder, 'rules/templates'), { recursive: true })
    put('operator.farthing', OPERATOR)
    put('zones.csv', ZONES)
    put('voice.farthing', TARIFF)
    put('plans.farthing', PLAN)
    // Nest, the ORM and the database drivers cannot be imported here
    client = new LanguageClient(folder, { node: '--import ./test/scenarios/refuse-heavy-modules.mjs' })
    await client.initialize()
  })
  afterEach(() => {
    client.kill()
    rmSync(folder, { recursive: true })
  })

  const put = (name: string, text: string): void => writeFileSync(join(folder, 'rules', name), text)
  const changed = (name: string, type: 1 | 2 | 3): void =>
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(`rules/${name}`), type }] })
  const plans = 'rules/plans.farthing'

  it('follows a person who writes a plan', async () => {
    client.open(plans, PLAN.replace('rent 20.00', 'rnet 20.00'))
    const [wrong] = await client.shows(plans, says('R0020'))
    expect(wrong?.message).toContain('did you mean `rent`?')
    expect(wrong).toMatchObject({
      severity: 1,
      range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } }
    })
    const [fix] = await client.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: client.uri(plans) },
      range: wrong?.range,
      context: { diagnostics: [wrong] }
    })
    expect(fix).toMatchObject({ title: 'write rent', kind: 'quickfix' })
    const [edit] = fix?.edit?.changes?.[client.uri(plans)] ?? []
    client.change(plans, edit?.newText ?? '', edit?.range)
    await client.shows(plans, isFine)
    const offered = await client.at<CompletionItem[]>('completion', [plans, 2, 9])
    expect(offered.map(({ label }) => label)).toEqual(['voice'])
    const hover = await client.at<Hover>('hover', [plans, 1, 3])
    expect(JSON.stringify(hover.contents)).toContain('A price for every period')
    expect(await client.leave()).toBe(0)
  })

  it('finds and renames a zone in tables and CSV files that are not open', async () => {
    client.open('rules/voice.farthing', TARIFF)
    const cell = ['rules/voice.farthing', 5, 7] as const
    const [defined] = await client.at<Location[]>('definition', cell)
    expect(defined).toMatchObject({ uri: client.uri('rules/zones.csv'), range: { start: { line: 2, character: 4 } } })
    const references = await client.at<Location[]>('references', cell, { context: { includeDeclaration: true } })
    expect(references).toHaveLength(2)
    expect(await client.at('prepareRename', cell)).toMatchObject({ placeholder: 'mobile' })
    const { changes = {} } = await client.at<WorkspaceEdit>('rename', cell, { newName: 'cell phones' })
    expect(changes[client.uri('rules/zones.csv')]?.map(({ newText }) => newText)).toEqual(['cell phones'])
    expect(changes[client.uri('rules/voice.farthing')]?.map(({ newText }) => newText)).toEqual(['"cell phones"'])
    await expect(client.at('rename', cell, { newName: 'local' })).rejects.toThrow('zone local is there already')
  })

  it('formats, outlines and folds', async () => {
    client.open(plans, PLAN.replace('  rent', '      rent'))
    const textDocument = { uri: client.uri(plans) }
    const options = { tabSize: 2, insertSpaces: true }
    const edits = await client.request<TextEdit[]>('textDocument/formatting', { textDocument, options })
    expect(edits).toEqual([
      {
        range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } },
        newText: '  rent 20.00 per month\n'
      }
    ])
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 3 } }
    expect(await client.request('textDocument/rangeFormatting', { textDocument, range, options })).toHaveLength(1)
    expect(await client.request('textDocument/documentSymbol', { textDocument })).toMatchObject([
      { name: 'plan mobile-20 "Mobile 20"', children: [{ name: 'rent 20.00 per month' }, { name: 'tariff voice' }] }
    ])
    expect(await client.request('textDocument/foldingRange', { textDocument })).toEqual([{ startLine: 0, endLine: 2 }])
    expect(await client.request('workspace/symbol', { query: 'mob' })).toMatchObject([{ name: 'mobile-20' }])
  })

  it('follows files that are created, changed, renamed and deleted beside what is open', async () => {
    client.open(plans, PLAN)
    client.change(plans, PLAN.replace('tariff voice', 'tariff other'))
    await client.shows(plans, says('R0111'))
    put('other.farthing', TARIFF.replace('tariff voice', 'tariff other'))
    changed('other.farthing', 1)
    await client.shows(plans, isFine)
    put('zones.csv', ZONES.replace('614,mobile', '614,moon'))
    changed('zones.csv', 2)
    await client.shows('rules/other.farthing', says('R0111'))
    put('zones.csv', ZONES)
    changed('zones.csv', 2)
    await client.shows('rules/other.farthing', isFine)
    renameSync(join(folder, 'rules/other.farthing'), join(folder, 'rules/away.txt'))
    changed('other.farthing', 3)
    await client.shows(plans, says('R0111'))
  })

  it('takes the text of the editor before that of the disk, until the editor closes it', async () => {
    client.open(plans, PLAN.replace('voice', 'nothing'))
    await client.shows(plans, says('R0111'))
    changed('plans.farthing', 2)
    client.notify('textDocument/didClose', { textDocument: { uri: client.uri(plans) } })
    await client.shows(plans, isFine)
  })

  it('knows public holidays as a check does', async () => {
    client.open(plans, `${PLAN}holidays here { public holidays of AU-VOC from 2026-01-01 until 2027-01-01 }\n`)
    await client.shows(plans, says('R0202'))
    client.change(plans, `${PLAN}holidays here { public holidays of AU-VIC from 2026-01-01 until 2027-01-01 }\n`)
    await client.shows(plans, list => !says('R0202')(list))
  })

  it('tries the template of invoices, as a check does', async () => {
    client.open(plans, PLAN)
    put('templates/invoice.hbs', '{{#each lines}}')
    changed('templates/invoice.hbs', 1)
    await client.shows('rules/templates/invoice.hbs', says('R0180'))
    rmSync(join(folder, 'rules/templates/invoice.hbs'))
    changed('templates/invoice.hbs', 3)
    await client.shows('rules/templates/invoice.hbs', isFine)
  })

  it('counts in UTF-16, whatever ends the lines', async () => {
    const text = '# 😀 zwei Zeilen\r\nplan a "😀😀" { rnet 1.00 per month }\r\n'
    client.open(plans, text)
    const [wrong] = await client.shows(plans, says('R0020'))
    const start = { line: 1, character: text.split('\r\n')[1]?.indexOf('rnet') }
    expect(wrong?.range.start).toEqual(start)
    client.change(plans, 'rent', { start, end: { line: 1, character: (start.character ?? 0) + 4 } })
    expect(await client.shows(plans, list => !says('R0020')(list))).toEqual([])
  })

  it('serves a text that was never saved, and one that is no rules at all', async () => {
    const uri = 'untitled:Untitled-1'
    const open = { textDocument: { uri, languageId: 'farthing', version: 1, text: 'plan ' } }
    client.notify('textDocument/didOpen', open)
    const asked = { textDocument: { uri }, position: { line: 0, character: 0 } }
    const offered = await client.request<CompletionItem[]>('textDocument/completion', asked)
    expect(offered.map(({ label }) => label)).toContain('plan <name> <title>')
    const note = { textDocument: { uri: client.uri('notes.txt') }, position: { line: 3, character: 900 } }
    expect(await client.request('textDocument/hover', note)).toBeNull()
    client.open('usage/calls.csv', 'from,to\n')
    expect(await client.at('hover', ['usage/calls.csv', 0, 1])).toBeNull()
  })

  it('says what a request lacks, by the code that the protocol has for it', async () => {
    client.open(plans, PLAN)
    const textDocument = { uri: client.uri(plans) }
    const position = { line: 0, character: 'four' }
    await expect(client.request('textDocument/hover', undefined)).rejects.toThrow(
      '-32602 textDocument/hover: it has no "textDocument". Write "textDocument": { "uri": "file:///rules/plans.farthing" }'
    )
    await expect(client.request('textDocument/hover', { textDocument })).rejects.toThrow(
      '-32602 textDocument/hover: it has no "position". Write "position": { "line": 0, "character": 4 }, both counted from 0'
    )
    await expect(client.request('textDocument/definition', { textDocument, position })).rejects.toThrow(
      '-32602 textDocument/definition: its "position" is malformed.'
    )
    for (const method of ['completion', 'references', 'prepareRename', 'rename', 'formatting', 'rangeFormatting'])
      await expect(client.request(`textDocument/${method}`, null)).rejects.toThrow(`-32602 textDocument/${method}`)
    for (const method of ['codeAction', 'documentSymbol', 'foldingRange'])
      await expect(client.request(`textDocument/${method}`, {})).rejects.toThrow('it has no "textDocument"')
    await expect(client.request('workspace/symbol', {})).rejects.toThrow('it has no "query"')
    expect(await client.at('hover', [plans, 1, 3])).not.toBeNull()
  })

  it('shows nothing about a folder of which nothing is open', async () => {
    mkdirSync(join(folder, 'other'))
    writeFileSync(join(folder, 'other/wrong.farthing'), 'nonsense\n')
    for (const path of ['other/wrong.farthing', 'nowhere/plans.farthing', 'nowhere/table.csv'])
      expect(await client.at('hover', [path, 0, 0])).toBeNull()
    client.notify('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('other/wrong.farthing'), type: 2 }]
    })
    client.open(plans, PLAN.replace('rent', 'rnet'))
    await client.shows(plans, says('R0020'))
    expect(await client.at('hover', ['rules/missing.farthing', 0, 0])).toBeNull()
    expect(await client.at('hover', ['rules/voice.farthing', 0, 0])).not.toBeNull()
    expect(client.speaksOf).toEqual([client.uri(plans)])
  })

  it('ends with its editor, even when that says nothing', async () => {
    client.open(plans, PLAN)
    client.hangUp()
    expect(await client.left).toBe(1)
  })

  it('survives garbage, unknown methods, lies about length and a huge document', async () => {
    client.raw('GET / HTTP/1.1\r\n\r\n\0\0\xff')
    client.raw('Content-Length: 5\r\n\r\n{{{{{Content-Length: 99999999999999\r\n\r\nContent-Length: 4\r\n\r\n{{}}')
    await expect(client.request('textDocument/magic', {})).rejects.toThrow('-32601')
    client.notify('nonsense/happened', { deep: true })
    await expect(client.request('textDocument/hover', { wrong: true })).rejects.toThrow()
    const huge = `${'plan x "X" { rnet 1.00 }\n'.repeat(30_000)}${'('.repeat(70_000)}`
    client.open(plans, huge)
    expect((await client.shows(plans, says('R0020'))).length).toBeLessThan(300)
    const { contents } = await client.at<Hover>('hover', [plans, 2_000_000, 2_000_000])
    expect(JSON.stringify(contents)).toContain('R0099')
    client.change(plans, PLAN)
    await client.shows(plans, isFine)
    expect(await client.leave()).toBe(0)
    expect(client.errors).not.toContain('at ')
  })
})
