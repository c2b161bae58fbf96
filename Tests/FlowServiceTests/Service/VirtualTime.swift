import Dispatch
import Synchronization

@testable import FlowService

/// A clock and an executor in one: jobs run one after another, and as soon as none is left the clock jumps to the next
/// sleeper. A test of hours takes milliseconds, and comes out the same every time.
///
/// Everything that takes part has to run here: `run` starts it here, and clients get it as their executor.
final class VirtualTime: TaskExecutor, TimeSource {
  private struct Due: Comparable {
    var at: Duration
    var number: Int

    static func < (a: Due, b: Due) -> Bool { a.at == b.at ? a.number < b.number : a.at < b.at }
  }

  private struct State {
    var now = Duration.zero
    var jobs: [UnownedJob] = []
    var dues = Heap<Due>()
    /// A due without a sleeper belongs to one who was cancelled.
    var sleepers: [Int: CheckedContinuation<Bool, Never>] = [:]
    var nextNumber = 0
    var isDraining = false
  }

  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "virtual time")

  var now: Duration { state.withLock { $0.now } }

  func run<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task(executorPreference: self) { try await body() }.value
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustStart = state.withLock { state in
      state.jobs.append(job)
      defer { state.isDraining = true }
      return !state.isDraining
    }
    if mustStart { queue.async { self.drain() } }
  }

  private enum Step {
    case jobs([UnownedJob])
    case wake(CheckedContinuation<Bool, Never>)
    case stop
  }

  private func drain() {
    while true {
      let step: Step = state.withLock { state in
        if !state.jobs.isEmpty {
          defer { state.jobs = [] }
          return .jobs(state.jobs)
        }
        while let due = state.dues.removeLeast() {
          guard let sleeper = state.sleepers.removeValue(forKey: due.number) else { continue }
          state.now = max(state.now, due.at)
          // A test that never ends is a test that fails.
          precondition(state.now < .seconds(1_000_000), "virtual time runs away")
          return .wake(sleeper)
        }
        state.isDraining = false
        return .stop
      }
      switch step {
      case .jobs(let jobs): for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      case .wake(let sleeper): sleeper.resume(returning: true)
      case .stop: return
      }
    }
  }

  func sleep(for duration: Duration) async throws(CancellationError) {
    let number = state.withLock { state in
      state.nextNumber += 1
      return state.nextNumber
    }
    let slept = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isCancelled = state.withLock { state in
          if Task.isCancelled { return true }
          state.dues.insert(Due(at: state.now + duration, number: number))
          state.sleepers[number] = continuation
          return false
        }
        if isCancelled { continuation.resume(returning: false) }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: number) }?.resume(returning: false)
    }
    if !slept { throw CancellationError() }
  }
}
