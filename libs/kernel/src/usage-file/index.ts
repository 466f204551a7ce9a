export { LONGEST_LINE_BYTES, visitLines, type LineFault, type LineVisitor } from './block-lines.ts'
export { BlockReader, type BlockSettings, type LineBlock } from './block-reader.ts'
export { DamagedSource, openFile, openStream, type ByteSource, type OpenedSource } from './byte-source.ts'
export { rateUsageFile, type RatedUsageFile, type UsageFileSettings } from './rate-usage-file.ts'
