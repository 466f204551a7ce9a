import { randomUUID } from 'node:crypto'
import { command, testServer, urlOf } from './test-server.ts'

export interface TestDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A database of the spec file's own, with all tables and no rows: a clone of the run's template, made in some 30 ms; or of another to which nobody is connected. */
export async function testDatabase(from?: TestDatabase): Promise<TestDatabase> {
  const server = await testServer()
  const template = from === undefined ? server.template : new URL(from.url).pathname.slice(1)
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
  await command(server.url, `create database ${name} template ${template} strategy file_copy`)
  return {
    url: urlOf(server.url, name),
    drop: () => command(server.url, `drop database if exists ${name} with (force)`)
  }
}
