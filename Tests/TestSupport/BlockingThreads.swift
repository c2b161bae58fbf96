import Foundation

/// Threads for work that blocks, such as reading from a process: the threads of Swift's own pool are few, and other
/// tests need them. So many run at once and no more.
package final class BlockingThreads: TaskExecutor, @unchecked Sendable {
  // Sound as Sendable: the jobs are only touched while the condition's lock is held.
  private let condition = NSCondition()
  private var jobs: [UnownedJob] = []
  private var next = 0

  package static let shared = BlockingThreads(count: 6)

  private init(count: Int) {
    for _ in 0..<count {
      let thread = Thread { [self] in
        while true { take().runSynchronously(on: asUnownedTaskExecutor()) }
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
  }

  private func take() -> UnownedJob {
    condition.lock()
    defer { condition.unlock() }
    while next == jobs.count { condition.wait() }
    defer {
      next += 1
      if next == jobs.count {
        jobs.removeAll()
        next = 0
      }
    }
    return jobs[next]
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    condition.lock()
    jobs.append(job)
    condition.signal()
    condition.unlock()
  }
}
