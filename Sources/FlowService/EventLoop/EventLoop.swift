import Synchronization

/// One thread that runs tasks, timers and network I/O by turns.
///
/// A task created with `Task(executorPreference: loop)` runs on the thread that also drives the transport, so that a
/// request and its answer never pass from thread to thread. The thread starts with the first job (starting the process
/// stays cheap), and sleeps in poll(2) while nothing is due (but see `BusyPolling`).
///
/// Jobs run first in, first out; a job that blocks, blocks everything. After at most `jobsBetweenPolls` jobs the loop
/// looks at its timers and descriptors, so that neither can starve.
///
/// It is no serial executor: to a job that is said to be on one, every return to code that belongs to no actor is a
/// switch, which goes through the queue.
package final class EventLoop: TaskExecutor, TimeSource {
  private static let jobsBetweenPolls = 256

  /// What other threads touch too.
  private struct Shared {
    var jobs: [UnownedJob] = []
    var actions: [@Sendable () -> Void] = []
    var timers = TimerHeap()
    var isRunning = false
    var isStopping = false
    /// The loop waits, or is about to: whoever brings work has to wake it, but for the first one, who has done so.
    var isParked = false

    /// Whether whoever has brought work has to signal the wake-up.
    mutating func unpark() -> Bool {
      defer { isParked = false }
      return isParked
    }
  }

  /// What only the loop's thread touches.
  private struct Local {
    var pollSet: PollSet
    var pollers: [any Poller] = []
  }

  private let shared = Mutex(Shared())
  /// Sound without a lock: read and written on the loop's thread only, which every path to it checks or implies.
  private nonisolated(unsafe) var local: Local
  /// Sound in the same way. Beside `local`, which what it calls makes use of.
  private nonisolated(unsafe) var busyPolling = BusyPolling()
  private let wakeUp: WakeUp
  private let threadID = Atomic<UInt>(0)

  package init() {
    wakeUp = WakeUp()
    local = Local(pollSet: PollSet(wakeUp: wakeUp.readEnd))
  }

  deinit {
    wakeUp.close()
  }

  // MARK: Jobs

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    submit {
      $0.jobs.append(job)
      return true
    }
  }

  /// Runs `action` on the loop's thread, later: never within this call, even when it is made there.
  package func execute(_ action: @escaping @Sendable () -> Void) {
    submit {
      $0.actions.append(action)
      return true
    }
  }

  /// Whether the caller runs on the loop's thread.
  package var isOnLoop: Bool {
    threadID.load(ordering: .relaxed) == currentThreadID()
  }

  private func requireOnLoop() {
    precondition(isOnLoop, "not on the event loop")
  }

  /// Ends the thread once no job is queued; timers set before and descriptors keep it no longer. Whatever comes later
  /// starts another one.
  package func stop() {
    let mustSignal = shared.withLock { shared in
      shared.isStopping = shared.isRunning
      return shared.unpark()
    }
    if mustSignal { wakeUp.signal() }
  }

  /// Makes a change, and has the thread notice it if the change says that it has to.
  private func submit(_ change: (inout Shared) -> Bool) {
    let (mustStart, mustSignal) = shared.withLock { shared in
      guard change(&shared) else { return (false, false) }
      defer { shared.isRunning = true }
      return (!shared.isRunning, shared.unpark())
    }
    if mustStart {
      startThread { self.run() }
    } else if mustSignal {
      wakeUp.signal()
    }
  }

  // MARK: Time

  package var now: Duration { .nanoseconds(MonotonicClock.nanoseconds) }

  package func sleep(for duration: Duration) async throws(CancellationError) {
    let (deadline, overflow) = MonotonicClock.nanoseconds.addingReportingOverflow(duration.nanosecondsRoundedUp)
    let id = shared.withLock { $0.timers.reserve() }
    let slept = await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        arm(id, deadline: overflow ? .max : deadline, .sleeper(continuation))
      }
    } onCancel: {
      cancel(id)
    }
    if !slept { throw CancellationError() }
  }

  /// Names a timer that was set with `schedule`.
  package struct Timer: Sendable {
    fileprivate var id: TimerHeap.ID
  }

  /// Runs `action` on the loop's thread after `delay`, unless it is cancelled before.
  package func schedule(after delay: Duration, _ action: @escaping @Sendable () -> Void) -> Timer {
    let (deadline, overflow) = MonotonicClock.nanoseconds.addingReportingOverflow(delay.nanosecondsRoundedUp)
    let id = shared.withLock { $0.timers.reserve() }
    arm(id, deadline: overflow ? .max : deadline, .action(action))
    return Timer(id: id)
  }

  /// Does nothing when the timer has fired already.
  package func cancel(_ timer: Timer) {
    cancel(timer.id)
  }

  private func arm(_ id: TimerHeap.ID, deadline: Int64, _ target: TimerHeap.Target) {
    var arming = TimerHeap.Arming.armed
    submit { shared in
      let earliest = shared.timers.earliestDeadline ?? .max
      arming = shared.timers.arm(id, deadline: deadline, target)
      // Set after a `stop` that the thread has not seen yet: it has to stay.
      shared.isStopping = false
      return deadline <= earliest
    }
    if case .alreadyCancelled = arming, case .sleeper(let continuation) = target {
      continuation.resume(returning: false)
    }
  }

  private func cancel(_ id: TimerHeap.ID) {
    if case .sleeper(let continuation) = shared.withLock({ $0.timers.cancel(id) }) {
      continuation.resume(returning: false)
    }
  }

  // MARK: Descriptors (on the loop's thread)

  /// Adds a poller, whose deadline is then asked for before each wait. Call it on the loop.
  package func attach(_ poller: any Poller) {
    requireOnLoop()
    local.pollers.append(poller)
  }

  /// Call it on the loop.
  package func detach(_ poller: any Poller) {
    requireOnLoop()
    local.pollers.removeAll { $0 === poller }
  }

  /// Waits for `events` on a descriptor, in place of what was waited for on it before. Call it on the loop.
  package func watch(_ descriptor: Int32, _ events: PollEvents, for poller: any Poller) {
    requireOnLoop()
    local.pollSet.watch(descriptor, events, for: poller)
  }

  /// Call it on the loop, before the descriptor is closed.
  package func unwatch(_ descriptor: Int32) {
    requireOnLoop()
    local.pollSet.unwatch(descriptor)
  }

  // MARK: The thread

  private func run() {
    threadID.store(currentThreadID(), ordering: .relaxed)
    var work = Work()
    var findings: [PollSet.Finding] = []
    while true {
      var budget = Self.jobsBetweenPolls
      while budget > 0, takeWork(&work) {
        budget -= work.jobs.count + work.actions.count
        run(&work)
      }
      fireTimers()
      guard let timeout = park() else { return }
      if wait(milliseconds: timeout, into: &findings) { wakeUp.drain() }
      shared.withLock { $0.isParked = false }
      serve(&findings)
      servePollerDeadlines()
    }
  }

  /// What is run in one round.
  private struct Work {
    var jobs: [UnownedJob] = []
    var actions: [@Sendable () -> Void] = []
  }

  /// Exchanges the queues with the empty ones of the last round, which keep their storage.
  private func takeWork(_ work: inout Work) -> Bool {
    shared.withLock { shared in
      swap(&shared.jobs, &work.jobs)
      swap(&shared.actions, &work.actions)
    }
    return !(work.jobs.isEmpty && work.actions.isEmpty)
  }

  private func run(_ work: inout Work) {
    for action in work.actions {
      action()
    }
    work.actions.removeAll(keepingCapacity: true)
    guard !work.jobs.isEmpty else { return }
    let executor = asUnownedTaskExecutor()
    for job in work.jobs { job.runSynchronously(on: executor) }
    work.jobs.removeAll(keepingCapacity: true)
  }

  private func fireTimers() {
    guard shared.withLock({ !$0.timers.isEmpty }) else { return }
    let now = MonotonicClock.nanoseconds
    while let target = shared.withLock({ $0.timers.popDue(at: now) }) {
      switch target {
      case .sleeper(let continuation): continuation.resume(returning: true)
      case .action(let action): action()
      }
    }
  }

  /// How long the wait may last, in milliseconds as poll(2) takes them; nil to end the thread.
  private func park() -> Int32? {
    var deadline = Int64.max
    for poller in local.pollers {
      if let wanted = poller.deadline { deadline = min(deadline, wanted.nanosecondsRoundedUp) }
    }
    return shared.withLock { shared in
      guard shared.jobs.isEmpty && shared.actions.isEmpty else { return 0 }
      if shared.isStopping {
        shared.isStopping = false
        shared.isRunning = false
        threadID.store(0, ordering: .relaxed)
        return nil
      }
      deadline = min(deadline, shared.timers.earliestDeadline ?? .max)
      let remaining = deadline == .max ? Int64.max : deadline - MonotonicClock.nanoseconds
      guard remaining > 0 else { return 0 }
      shared.isParked = true
      guard deadline != .max else { return -1 }
      // Up to the next millisecond: waking early would only mean to wait again.
      return Int32(min((remaining + 999_999) / 1_000_000, Int64(Int32.max)))
    }
  }

  /// Says whether the wake-up was signalled.
  private func wait(milliseconds: Int32, into findings: inout [PollSet.Finding]) -> Bool {
    var isSignalled = false
    if milliseconds != 0,
      busyPolling.finds({
        isSignalled = local.pollSet.poll(milliseconds: 0, into: &findings)
        return isSignalled || !findings.isEmpty
      })
    {
      return isSignalled
    }
    return local.pollSet.poll(milliseconds: milliseconds, into: &findings)
  }

  private func serve(_ findings: inout [PollSet.Finding]) {
    for finding in findings {
      // An earlier one in this round may have let go of it.
      guard local.pollSet.isWatched(finding.descriptor, by: finding.owner) else { continue }
      finding.owner.ready(finding.descriptor, finding.events)
    }
    findings.removeAll(keepingCapacity: true)
  }

  private func servePollerDeadlines() {
    for poller in local.pollers {
      guard let deadline = poller.deadline, deadline <= now else { continue }
      poller.deadlinePassed()
    }
  }
}
