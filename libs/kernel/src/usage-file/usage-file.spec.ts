import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { countLines, visitLines, visitRecords } from './block-lines.ts'
import { BlockReader } from './block-reader.ts'
import type { BlockSettings } from './block-reader.ts'
import { openFile, openStream } from './byte-source.ts'
import type { ByteSource } from './byte-source.ts'
import { DamagedSource } from './damaged-source.ts'
import { paragraphEnds } from './record-ends.ts'

interface Reading {
  readonly lines: string[]
  readonly faults: string[]
  readonly blocks: [number, number][]
}

async function readAll(source: ByteSource, settings: BlockSettings): Promise<Reading> {
  const reading: Reading = { lines: [], faults: [], blocks: [] }
  const reader = new BlockReader(source, settings)
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    reading.blocks.push([block.start, block.end])
    visitLines(block, (line, fault) => {
      reading.lines.push(line)
      reading.faults.push(fault ?? 'none')
    })
  }
  await source.close()
  return reading
}

interface Paragraphs {
  readonly records: [text: string, line: number, fault: string | null][]
  readonly lines: number
}

async function readParagraphs(source: ByteSource, blockBytes: number): Promise<Paragraphs> {
  const reader = new BlockReader(source, { blockBytes, ends: paragraphEnds })
  const records: Paragraphs['records'] = []
  let lines = 0
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    const passed = lines
    const count = visitRecords(block, 'paragraphs', (text, fault, at) => records.push([text, passed + at + 1, fault]))
    expect(countLines(block)).toBe(count)
    lines += count
  }
  await source.close()
  return { records, lines }
}

const inPieces = (bytes: Buffer, size: number): Promise<ByteSource> => {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size)
  )
  return openStream(Readable.from(pieces))
}

describe('usage file', () => {
  let folder: string
  const opened: ByteSource[] = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'farthing-usage-'))
  })
  afterEach(() => Promise.all(opened.splice(0).map(source => source.close())))
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function file(name: string, bytes: Buffer): Promise<ByteSource> {
    await writeFile(join(folder, name), bytes)
    const outcome = await openFile(join(folder, name))
    if (!outcome.ok) throw new Error(outcome.problem)
    opened.push(outcome.source)
    return outcome.source
  }

  it('gives the same lines whatever the block and piece sizes', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', ',', '"', 'é', '€', ' ') })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 30 }),
        fc.integer({ min: 100, max: 200 }),
        fc.integer({ min: 1, max: 90 }),
        async (lines, blockBytes, piece) => {
          const text = lines.map(each => `${each}\n`).join('')
          const read = await readAll(await inPieces(Buffer.from(text), piece), { blockBytes })
          expect(read.lines).toEqual(lines)
          expect(read.blocks.flat()).toEqual(
            read.blocks.flatMap(([, end], index) => [index === 0 ? 0 : read.blocks[index - 1]?.[1], end])
          )
        }
      ),
      { numRuns: 200 }
    )
  })

  it('gives the same paragraphs whatever the block and piece sizes, each with its line', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '='), minLength: 1, maxLength: 9 })
    const paragraph = fc.array(line, { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(paragraph, { maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 100, max: 140 }),
        async (paragraphs, end, empty, blockBytes) => {
          const text = paragraphs.map(lines => lines.map(each => each + end).join('') + end.repeat(empty)).join('')
          const read = await readParagraphs(await inPieces(Buffer.from(text), 7), blockBytes)
          const expected = paragraphs.map(lines => lines.map(each => each + end.slice(0, -1)).join('\n'))
          expect(read.records.map(([record]) => record)).toEqual(expected)
          const all = text.split('\n')
          for (const [record, number] of read.records) expect(all[number - 1]).toBe(record.split('\n')[0])
          expect(read.lines).toBe(all.length - 1)
        }
      ),
      { numRuns: 200 }
    )
  })

  it('takes the last paragraph without its empty line, and marks those that are no text or too long', async () => {
    const long = `long\n${'x'.repeat(60)}\n`.repeat(2000)
    const bytes = Buffer.concat([
      Buffer.from('a = é\nb = '),
      Buffer.from([0xff]),
      Buffer.from(`\n\n\n${long}\nc\nd\0\n\nlast\nline`)
    ])
    const read = await readParagraphs(await inPieces(bytes, 1000), 100_000)
    expect(read.records.map(([, number, fault]) => [number, fault])).toEqual([
      [1, 'not-utf-8'],
      [5, 'record-too-long'],
      [4006, 'nul-byte'],
      [4009, null]
    ])
    expect(Buffer.from(read.records[0]?.[0] ?? '', 'latin1')).toEqual(bytes.subarray(0, 12))
    expect(read.records[3]?.[0]).toBe('last\nline')
  })

  it('takes a last line without its line feed', async () => {
    const read = await readAll(await file('partial.csv', Buffer.from('a\nb\nc')), { blockBytes: 4 })
    expect(read.lines).toEqual(['a', 'b', 'c'])
  })

  it('reads gzip by content, not by name', async () => {
    const read = await readAll(await file('zipped.csv', gzipSync('a\nb\n')), { blockBytes: 100 })
    expect(read.lines).toEqual(['a', 'b'])
    const sent = await readAll(await openStream(Readable.from([gzipSync('c\nd\n')])), { blockBytes: 100 })
    expect(sent.lines).toEqual(['c', 'd'])
  })

  it('names damage in the middle of a gzip file', async () => {
    const whole = gzipSync('line\n'.repeat(100_000))
    const source = await file('cut.gz', whole.subarray(0, whole.length >> 1))
    await expect(readAll(source, { blockBytes: 1000 })).rejects.toThrow(DamagedSource)
  })

  it('ends a gzip bomb with a reason, and lets through a small file that packs as well', async () => {
    const bomb = await file('bomb.gz', gzipSync(Buffer.alloc(100_000_000)))
    await expect(readAll(bomb, { blockBytes: 100_000 })).rejects.toThrow('grows more than 200-fold')
    const read = await readAll(await file('small.gz', gzipSync('line\n'.repeat(100_000))), { blockBytes: 100_000 })
    expect(read.lines).toHaveLength(100_000)
  })

  it('ends blocks at the cuts', async () => {
    const bytes = Buffer.from('aa\nbb\ncc\ndd\n')
    const read = await readAll(await inPieces(bytes, 5), { blockBytes: 100, cuts: [3, 9] })
    expect(read.blocks).toEqual([
      [0, 3],
      [3, 9],
      [9, 12]
    ])
  })

  it('marks lines that are no text and keeps the others', async () => {
    const bytes = Buffer.concat([
      Buffer.from('good\n'),
      Buffer.from([0xe9, 10]),
      Buffer.from('a\0b\n'),
      Buffer.from('é\n')
    ])
    const read = await readAll(await inPieces(bytes, 3), { blockBytes: 1000 })
    expect(read.faults).toEqual(['none', 'not-utf-8', 'nul-byte', 'none'])
    expect(read.lines[3]).toBe('é')
  })

  it.each([70_000, 2_000_000])('marks a line of %d bytes and stays small', async length => {
    const bytes = Buffer.from(`first\n${'x'.repeat(length)}\nlast\n`)
    let seen = 0
    const settings = { blockBytes: 200_000, onBytes: (part: Buffer) => void (seen += part.length) }
    const read = await readAll(await inPieces(bytes, 65_536), settings)
    expect(read.faults).toEqual(['none', 'line-too-long', 'none'])
    expect(read.lines[1]?.length).toBeLessThan(1100)
    expect(seen).toBe(bytes.length)
  })

  it('blames no file for what the machine cannot do now', async () => {
    // a file of which every machine that has it says EIO
    await expect(openFile('/proc/self/mem')).rejects.toThrow('EIO')
  })

  it('teaches when a file cannot be opened', async () => {
    expect(await openFile(folder)).toEqual({ ok: false, problem: `${folder} is a folder: name one of the files in it` })
    const missing = join(folder, 'none.csv')
    expect(await openFile(missing)).toEqual({ ok: false, problem: `${missing} cannot be read: it does not exist` })
  })
})
