import Synchronization

/// All the waits for connections to become enabled: a table of what is waited for, driven by one timer and a few
/// workers, so that a wait costs a table entry and not a task.
///
/// All who wait for one connection share its looks; each has a deadline, a cancellation and a progress of its own. Due
/// times stand in a heap. Entries of it that have become void (a connection that nobody waits for any more, a look that
/// was brought forward) are recognised when they come up, and swept out when they outnumber the valid ones.
final class EnableWatch: Sendable {
  struct Key: Hashable, Sendable {
    var id: String
    var sandbox: SandboxSelection
  }

  typealias Look = @Sendable (Key) async -> ConnectionSight
  typealias Progress = @Sendable (WaitProgress) -> Void
  typealias Outcome = Result<WaitResult, FlowServiceError>
  typealias Completion = @Sendable (Outcome) -> Void

  /// What is done once the lock is open again: nobody else's code runs under it.
  private struct Actions {
    var outcomes: [(Completion, Outcome)] = []
    var reports: [(Progress, WaitProgress)] = []
    var newWorkers = 0

    func run(_ watch: EnableWatch) {
      for (progress, report) in reports { progress(report) }
      for (completion, outcome) in outcomes { completion(outcome) }
      for _ in 0..<newWorkers { watch.startWorker() }
    }
  }

  private let policy: WaitPolicy
  let time: any TimeSource
  private let jitter: Jitter
  private let executor: (any TaskExecutor)?
  private let look: Look
  private let state = Mutex(State())

  init(
    policy: WaitPolicy, time: any TimeSource, jitter: Jitter, executor: (any TaskExecutor)?, look: @escaping Look
  ) {
    self.policy = policy
    self.time = time
    self.jitter = jitter
    self.executor = executor
    self.look = look
  }

  /// How many waits are under way.
  var count: Int { state.withLock { $0.waiterCount } }

  /// Starts a wait: `completion` is called once, with its outcome, on an arbitrary executor or within a call of this
  /// type. A wait that nobody awaits costs its table entry only.
  ///
  /// - Returns: the number to cancel it by.
  func start(
    _ key: Key, timeout: Duration, progress: Progress?, completion: @escaping Completion
  ) -> Int {
    let number = state.withLock { $0.takeNumber() }
    start(number, key, timeout, progress, completion)
    return number
  }

  private func start(
    _ number: Int, _ key: Key, _ timeout: Duration, _ progress: Progress?, _ completion: @escaping Completion
  ) {
    let began = time.now
    let waiter = Waiter(
      number: number, began: began, deadline: began + timeout, progress: progress, completion: completion)
    update { state, actions in
      // Who is cancelled before this finds nobody to wake, but the task counts as cancelled by then.
      guard !Task.isCancelled else {
        actions.outcomes.append((completion, .failure(cancelled(waiter, nil))))
        return
      }
      add(waiter, key, &state)
    }
  }

  /// Ends a wait with `requestCancelled`; does nothing when it has ended.
  func cancel(_ number: Int, _ key: Key) {
    update { state, actions in
      guard let entry = state.numbers[key], let waiter = state.remove(waiter: number, from: entry) else { return }
      actions.outcomes.append((waiter.completion, .failure(cancelled(waiter, state.entries[entry]))))
      state.dropIfUnwanted(entry)
    }
  }

  /// Returns when the connection is enabled.
  func wait(_ key: Key, timeout: Duration, progress: Progress?) async throws(FlowServiceError) -> WaitResult {
    let number = state.withLock { $0.takeNumber() }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        start(number, key, timeout, progress) { continuation.resume(returning: $0) }
      }
    } onCancel: {
      cancel(number, key)
    }
    return try outcome.get()
  }

  // MARK: The table

  /// Makes a change under the lock, then does what it asks for.
  private func update(_ change: (inout State, inout Actions) -> Void) {
    var actions = Actions()
    state.withLock { state in
      change(&state, &actions)
      actions.newWorkers = state.hire(limit: policy.concurrentLooks)
      state.sweep()
      arm(&state)
    }
    actions.run(self)
  }

  private func add(_ waiter: Waiter, _ key: Key, _ state: inout State) {
    state.waiterCount += 1
    let number: Int
    if let known = state.numbers[key] {
      number = known
      bringForward(number, &state)
    } else {
      number = state.takeNumber()
      state.numbers[key] = number
      state.entries[number] = Entry(key: key, began: waiter.began, interval: policy.firstInterval)
      state.queue.append(number)
    }
    state.entries[number]?.waiters.append(waiter)
    state.dues.insert(Due(at: waiter.deadline, entry: number, what: .deadline(waiter: waiter.number)))
  }

  /// Who joins others is not to wait for a look that is far off; but nobody makes looks come closer together than the
  /// first two.
  private func bringForward(_ number: Int, _ state: inout State) {
    guard let entry = state.entries[number], let due = entry.due, let lastLook = entry.lastLook else { return }
    let earlier = max(time.now, lastLook + policy.firstInterval)
    if earlier < due { state.schedule(number, at: earlier) }
  }

  /// Sets the timer to what is due first.
  private func arm(_ state: inout State) {
    guard let due = state.dues.least else {
      state.timer?.cancel()
      state.timer = nil
      state.timerAt = nil
      return
    }
    if let timerAt = state.timerAt, timerAt <= due.at { return }
    state.timer?.cancel()
    state.timerAt = due.at
    state.timer = Task(executorPreference: executor) { [time] in
      guard (try? await time.sleep(for: max(.zero, due.at - time.now))) != nil else { return }
      self.timerFired(at: due.at)
    }
  }

  private func timerFired(at moment: Duration) {
    update { state, actions in
      if state.timerAt == moment { state.timerAt = nil }
      let now = time.now
      while let due = state.dues.least, due.at <= now {
        _ = state.dues.removeLeast()
        switch due.what {
        case .look:
          guard state.entries[due.entry]?.due == due.at else { continue }
          state.entries[due.entry]?.due = nil
          state.queue.append(due.entry)
        case .deadline(let number):
          guard let waiter = state.remove(waiter: number, from: due.entry) else { continue }
          actions.outcomes.append((waiter.completion, .failure(timedOut(waiter, state.entries[due.entry]))))
          state.dropIfUnwanted(due.entry)
        }
      }
    }
  }

  // MARK: Looking

  private func startWorker() {
    Task(executorPreference: executor) {
      while let (number, key) = self.takeWork() {
        self.settle(number, await self.look(key))
      }
    }
  }

  /// The next connection to look at; a worker that gets none ends.
  private func takeWork() -> (Int, Key)? {
    state.withLock { state in
      while let number = state.dequeue() {
        // Those who waited for it may have left.
        guard let entry = state.entries[number] else { continue }
        return (number, entry.key)
      }
      state.workers -= 1
      return nil
    }
  }

  private func settle(_ number: Int, _ sight: ConnectionSight) {
    update { state, actions in
      guard var entry = state.entries[number] else { return }
      let now = time.now
      entry.lastLook = now
      for index in entry.waiters.indices { entry.waiters[index].polls += 1 }
      let verdict = verdict(&entry, sight, now)
      if let verdict {
        state.entries[number] = nil
        state.numbers[entry.key] = nil
        state.waiterCount -= entry.waiters.count
        for waiter in entry.waiters { actions.outcomes.append((waiter.completion, verdict(waiter))) }
        return
      }
      let delay = nextDelay(&entry, sight, now)
      state.entries[number] = entry
      state.schedule(number, at: now + delay)
      for waiter in entry.waiters {
        guard let progress = waiter.progress else { continue }
        let report = WaitProgress(
          state: entry.lastState, elapsed: now - waiter.began, polls: waiter.polls, nextPoll: delay,
          trouble: entry.lastTrouble)
        actions.reports.append((progress, report))
      }
    }
  }

  /// How the wait ends for those who wait; nil when it goes on.
  private func verdict(_ entry: inout Entry, _ sight: ConnectionSight, _ now: Duration) -> ((Waiter) -> Outcome)? {
    func failing(_ error: FlowServiceError, state: String?) -> (Waiter) -> Outcome {
      { waiter in
        var error = error
        error.lastState = state
        error.elapsed = now - waiter.began
        error.polls = waiter.polls
        return .failure(error)
      }
    }
    let id = entry.key.id
    switch sight {
    case .enabled(let connection):
      return { .success(WaitResult(connection: connection, elapsed: now - $0.began, polls: $0.polls)) }
    case .ended(let state):
      return failing(.notEnabling(id, state), state: state)
    case .hopeless(let error):
      return failing(error.about(id), state: entry.lastState)
    case .missing(let error):
      // One that has been seen is gone; one that was just made may not be there yet.
      guard entry.lastState == nil, now - entry.began < policy.notFoundGrace else {
        return failing(error.about(id), state: entry.lastState)
      }
      entry.lastTrouble = error
      return nil
    case .notYet(let state):
      entry.lastState = state
      entry.lastTrouble = nil
      return nil
    case .trouble(let error):
      entry.lastTrouble = error
      return nil
    }
  }

  private func nextDelay(_ entry: inout Entry, _ sight: ConnectionSight, _ now: Duration) -> Duration {
    var delay = entry.interval * (1 - policy.jitter * jitter.unit())
    entry.interval = policy.interval(after: entry.interval)
    if case .trouble(let error) = sight, let retryAfter = error.retryAfter { return max(delay, retryAfter) }
    // A last look shortly before a deadline, so that what happened since the one before is not missed.
    if let deadline = entry.waiters.lazy.map(\.deadline).filter({ $0 > now }).min(), deadline <= now + delay {
      delay = max(policy.firstInterval, deadline - now - policy.firstInterval)
    }
    return delay
  }
}
