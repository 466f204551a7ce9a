// Opens the kernel for one command: the built-in database or DATABASE_URL, migrated, with the plugins of this installation.
import type { INestApplicationContext } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { KernelModule, type KernelOptions } from '@farthing/kernel'
import { kernelOptions } from '@farthing/server'
import { Interrupted } from '../problems.ts'
import { stopAsked } from './stop-asked.ts'

export interface OpenKernel {
  /** Shown to others who want the data folder: `farthing bill run`. */
  readonly command: string
  readonly exclusive?: boolean
  readonly works?: boolean
}

/** Runs the work and closes the kernel whatever happens; Ctrl+C ends the work in order and throws Interrupted. */
export function withKernel<T>(asked: OpenKernel, work: (kernel: INestApplicationContext) => Promise<T>): Promise<T> {
  const { exclusive = false, works = false, command } = asked
  return withKernelOf(kernelOptions(process.env, { command, exclusive, works }), work)
}

export async function withKernelOf<T>(
  options: KernelOptions,
  work: (kernel: INestApplicationContext) => Promise<T>
): Promise<T> {
  const module = KernelModule.forRoot(options)
  const kernel = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false })
  try {
    return await Promise.race([work(kernel), stopAsked().then(interrupted)])
  } finally {
    await kernel.close()
  }
}

function interrupted(): never {
  throw new Interrupted()
}
