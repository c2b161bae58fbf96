import Foundation
import Synchronization

/// Does each of the jobs on a thread that may block, so many at once; the results in the order of the jobs.
///
/// For jobs that mostly wait: there can be many more of them than processors.
package func concurrently<Job: Sendable, Value: Sendable>(
  _ jobs: [Job], atOnce count: Int, _ body: @escaping @Sendable (Job) throws -> Value
) -> [Result<Value, any Error>] {
  let work = Work(jobs, body)
  let threads = (0..<min(count, jobs.count)).map { _ in Thread { work.run() } }
  for thread in threads {
    thread.stackSize = 1 << 20
    thread.start()
  }
  return work.wait()
}

private final class Work<Job: Sendable, Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var results: [Int: Result<Value, any Error>] = [:]
  }

  private let jobs: [Job]
  private let body: @Sendable (Job) throws -> Value
  private let state = Mutex(State())
  private let done = DispatchSemaphore(value: 0)

  init(_ jobs: [Job], _ body: @escaping @Sendable (Job) throws -> Value) {
    self.jobs = jobs
    self.body = body
  }

  func run() {
    while let index = take() {
      let result = Result { try body(jobs[index]) }
      state.withLock { $0.results[index] = result }
      done.signal()
    }
  }

  private func take() -> Int? {
    state.withLock { state in
      guard state.next < jobs.count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func wait() -> [Result<Value, any Error>] {
    for _ in jobs { done.wait() }
    return state.withLock { state in jobs.indices.compactMap { state.results[$0] } }
  }
}
