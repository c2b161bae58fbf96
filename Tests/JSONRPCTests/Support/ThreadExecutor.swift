import JSONRPC

/// Runs tasks on threads of its own until `stop`, so that a test may wait for them without holding up others.
final class ThreadExecutor: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var isStopped = false
  }

  private enum Step {
    case job(UnownedJob)
    case stop
  }

  private let state = Monitor(State())

  init(threads: Int = 1) {
    for _ in 0..<threads {
      DetachedThread.start { [self] in
        while case .job(let job) = next() { job.runSynchronously(on: asUnownedTaskExecutor()) }
      }
    }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    state.change { $0.jobs.append(job) }
  }

  func stop() { state.change { $0.isStopped = true } }

  private func next() -> Step {
    state.wait { state in
      if !state.jobs.isEmpty { return .job(state.jobs.removeFirst()) }
      return state.isStopped ? .stop : nil
    } ?? .stop
  }
}
