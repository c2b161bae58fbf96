import JSONRPC

/// Runs tasks on the thread of the test, and only when the test says so: whatever a task waits for, the order of things
/// is that of the test's lines.
final class ManualExecutor: TaskExecutor {
  private let jobs = Monitor<[UnownedJob]>([])

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.change { $0.append(job) }
  }

  /// Runs what is ready, and what becomes ready by that.
  func run() {
    while let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
