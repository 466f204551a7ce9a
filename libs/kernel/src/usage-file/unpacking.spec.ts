// Gzip data of one member or many, what may stand behind it, and what may not, however it comes in pieces.
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { openBody, openStream } from './byte-source.ts'
import { DamagedSource } from './damaged-source.ts'

const [first, second] = [gzipSync('a\nb\n'), gzipSync('c\n')]
const zeros = (count: number): Buffer => Buffer.alloc(count)
const SIZES = [1, 2, 3, 512, first.length, first.length + 512, 100_000]

async function read(bytes: Buffer, size: number, open = openStream): Promise<string> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size)
  )
  const source = await open(Readable.from(pieces))
  const target = Buffer.alloc(1000)
  const parts: string[] = []
  try {
    for (;;) {
      const count = await source.fill(target, 0)
      if (count === 0) return parts.join('')
      parts.push(target.toString('utf8', 0, count))
    }
  } finally {
    await source.close()
  }
}

it.each(SIZES)('is read with all its members and the zeros behind them, in pieces of %d bytes', async size => {
  expect(await read(first, size)).toBe('a\nb\n')
  expect(await read(Buffer.concat([first, second]), size)).toBe('a\nb\nc\n')
  expect(await read(Buffer.concat([first, second, zeros(1)]), size)).toBe('a\nb\nc\n')
  expect(await read(Buffer.concat([first, second, zeros(2000)]), size, openBody)).toBe('a\nb\nc\n')
})

it.each(SIZES)('is refused where more stands behind zeros, in pieces of %d bytes', async size => {
  const hole = `its gzip data ends after ${first.length} bytes`
  for (const more of [second, Buffer.from('c\n'), zeros(100_001).fill(1, 100_000)])
    for (const count of [1, 512])
      await expect(read(Buffer.concat([first, zeros(count), more]), size)).rejects.toThrow(hole)
  await expect(read(Buffer.concat([first, zeros(1), second]), size, openBody)).rejects.toThrow(hole)
})

it.each(SIZES)('is refused where something else follows, or it breaks off, in pieces of %d bytes', async size => {
  const others = [Buffer.concat([first, Buffer.from('c\n')]), Buffer.concat([first, second.subarray(0, -1)])]
  for (const bytes of others) await expect(read(bytes, size)).rejects.toThrow(DamagedSource)
})

it('is read to its end and refused by what follows where it is larger than what is held of it', async () => {
  const large = Array.from({ length: 200_000 }, (_, index) => `${index}\n`).join('')
  const packed = gzipSync(large)
  expect(await read(Buffer.concat([packed, zeros(70_000)]), 65_536)).toBe(large)
  const hole = Buffer.concat([packed, zeros(70_000), second])
  for (const size of [4096, 65_536, 10_000_000])
    await expect(read(hole, size)).rejects.toThrow(`ends after ${packed.length} bytes`)
})

it('is not called damaged where the machine cannot read it now', async () => {
  const failing = async function* (): AsyncGenerator<Buffer> {
    yield first
    await Promise.reject(Object.assign(new Error('too many open files'), { code: 'EMFILE' }))
  }
  const source = await openStream(Readable.from(failing()))
  const all = async (): Promise<void> => {
    while ((await source.fill(Buffer.alloc(100), 0)) > 0);
  }
  await expect(all()).rejects.toThrow(/^too many open files/)
  await source.close()
})

it('is told as what it is where it comes byte by byte, and a text of one byte as that', async () => {
  expect(await read(Buffer.from('a'), 1)).toBe('a')
  expect(await read(Buffer.alloc(0), 1)).toBe('')
})
