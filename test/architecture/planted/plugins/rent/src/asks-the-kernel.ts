import { kernel } from '../../../libs/kernel/src/index.ts'
export const asked = kernel
