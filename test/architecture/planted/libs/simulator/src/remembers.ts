import { kernel } from '../../kernel/src/index.ts'
export const remembered = kernel
