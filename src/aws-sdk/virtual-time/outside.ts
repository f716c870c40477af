// Does the code wait for something that no simulation brings: a file, a socket, a process, a worker? Node tells; elsewhere nobody does.

/** What comes to an end by itself. */
const REQUESTS = /^(FSReq|CloseReq|GetAddrInfo|GetNameInfo|Query|TCPConnect|PipeConnect)/
/** What stays open, and may be idle: those that were there before have nothing to do with the code. */
const LINES = /^(TCPSocket|TLS|UDP|PipeWrap|MessagePort)/
const WORKERS = /^(Process|Worker)/

/** What stays as it is for longer is idle: a connection that is kept, a pipe that nobody writes to. */
const MOST_STILL_MS = 1_000
/** A process or a thread says nothing while it works; one that works for longer is there to stay. */
const MOST_STILL_WORKING_MS = 20_000

type Counts = ReadonlyMap<string, number>

export class Outside {
  readonly #before: Counts
  /** What is open and does not matter. */
  #background: Counts
  #seen = ''
  #sinceMs = 0

  constructor() {
    this.#before = new Map([...resources()].filter(([name]) => !REQUESTS.test(name)))
    this.#background = this.#before
  }

  /** Something of it is under way, and has not stood still for long. */
  isBusy(nowMs: number): boolean {
    const open = resources()
    const known = [...this.#background].map(([name, count]) => [name, Math.min(count, open.get(name) ?? 0)] as const)
    this.#background = new Map(known)
    const more = this.#more(open)
    if (more.length === 0) return false
    const seen = [...open].join()
    if (seen !== this.#seen) [this.#seen, this.#sinceMs] = [seen, nowMs]
    const mostMs = more.some((name) => WORKERS.test(name)) ? MOST_STILL_WORKING_MS : MOST_STILL_MS
    if (nowMs - this.#sinceMs < mostMs) return true
    this.#background = open
    return false
  }

  /** Something of it is under way, or the code keeps it open. */
  isOpen(): boolean {
    return [...resources()].some(([name, count]) => count > (this.#before.get(name) ?? 0))
  }

  #more(open: Counts): string[] {
    return [...open].filter(([name, count]) => count > (this.#background.get(name) ?? 0)).map(([name]) => name)
  }
}

function resources(): Counts {
  const { process } = globalThis as { process?: { getActiveResourcesInfo?(): readonly string[] } }
  const counts = new Map<string, number>()
  for (const name of process?.getActiveResourcesInfo?.() ?? [])
    if ([REQUESTS, LINES, WORKERS].some((kind) => kind.test(name))) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
