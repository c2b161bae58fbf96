import Dispatch
import FlowService
import Synchronization

/// A clock and an executor in one: jobs run one after another, and as soon as none is left the clock jumps to the next
/// sleeper. A test of hours takes milliseconds, and comes out the same every time.
///
/// Everything that takes part has to run here: `run` starts it here, and clients get it as their executor.
final class VirtualTime: TaskExecutor, TimeSource {
  fileprivate struct Sleeper {
    var at: Duration
    var number: Int
    var continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var now = Duration.zero
    var jobs: [UnownedJob] = []
    var sleepers: [Sleeper] = []
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
    case wake(Sleeper)
    case stop
  }

  private func drain() {
    while true {
      let step: Step = state.withLock { state in
        if !state.jobs.isEmpty {
          defer { state.jobs = [] }
          return .jobs(state.jobs)
        }
        guard let next = state.sleepers.indices.min(by: { state.sleepers[$0].isBefore(state.sleepers[$1]) }) else {
          state.isDraining = false
          return .stop
        }
        let sleeper = state.sleepers.remove(at: next)
        state.now = max(state.now, sleeper.at)
        // A test that never ends is a test that fails.
        precondition(state.now < .seconds(1_000_000), "virtual time runs away")
        return .wake(sleeper)
      }
      switch step {
      case .jobs(let jobs): for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
      case .wake(let sleeper): sleeper.continuation.resume(returning: true)
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
          state.sleepers.append(Sleeper(at: state.now + duration, number: number, continuation: continuation))
          return false
        }
        if isCancelled { continuation.resume(returning: false) }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
      }
      sleeper?.continuation.resume(returning: false)
    }
    if !slept { throw CancellationError() }
  }
}

extension VirtualTime.Sleeper {
  fileprivate func isBefore(_ other: Self) -> Bool {
    at == other.at ? number < other.number : at < other.at
  }
}
