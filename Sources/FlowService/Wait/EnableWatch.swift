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
  struct Actions {
    private var outcomes: [(Completion, Outcome)] = []
    var reports: [(Progress, WaitProgress)] = []
    var newWorkers = 0

    mutating func end(_ waiter: Waiter, _ outcome: Outcome) {
      if let completion = waiter.completion { outcomes.append((completion, outcome)) }
    }

    func run(_ watch: EnableWatch) {
      for (progress, report) in reports { progress(report) }
      for (completion, outcome) in outcomes { completion(outcome) }
      for _ in 0..<newWorkers { watch.startWorker() }
    }
  }

  let policy: WaitPolicy
  let time: any TimeSource
  let jitter: Jitter
  let executor: (any TaskExecutor)?
  let look: Look
  let state: Mutex<State>

  init(
    policy: WaitPolicy, time: any TimeSource, jitter: Jitter, executor: (any TaskExecutor)?, look: @escaping Look
  ) {
    self.policy = policy
    self.time = time
    self.jitter = jitter
    self.executor = executor
    self.look = look
    state = Mutex(State(policy))
  }

  /// How many waits are under way.
  var count: Int { state.withLock { $0.waiterCount } }

  /// Starts a wait: `completion` is called once, with its outcome, on an arbitrary executor or within a call of this
  /// type.
  func start(
    _ key: Key, timeout: Duration, progress: Progress?, completion: @escaping Completion
  ) -> PendingWait {
    let began = time.now
    var pending = PendingWait(watch: self, entry: 0, number: 0)
    update { state, _ in
      pending.number = state.takeNumber()
      let waiter = Waiter(
        number: pending.number, began: began, deadline: began + timeout, progress: progress, completion: completion)
      pending.entry = add(waiter, key, &state)
    }
    return pending
  }

  /// Ends a wait with `requestCancelled`; does nothing when it has ended.
  func cancel(_ wait: PendingWait) {
    update { state, actions in
      guard let waiter = state.remove(waiter: wait.number, from: wait.entry), let entry = state.entries[wait.entry]
      else { return }
      actions.end(waiter, .failure(cancelled(waiter, entry)))
      state.dropIfUnwanted(wait.entry)
    }
  }

  // MARK: The table

  /// Makes a change under the lock, then does what it asks for.
  func update(_ change: (inout State, inout Actions) -> Void) {
    var actions = Actions()
    state.withLock { state in
      change(&state, &actions)
      actions.newWorkers = state.queue.hire()
      state.sweep()
      arm(&state)
    }
    actions.run(self)
  }

  /// Adds a wait for what may be waited for already; the number of that.
  private func add(_ waiter: Waiter, _ key: Key, _ state: inout State) -> Int {
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
    return number
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
      while let due = state.dues.least, due.at <= now || mayComeNow(due, now, state) {
        _ = state.dues.removeLeast()
        switch due.what {
        case .look:
          guard state.entries[due.entry]?.due == due.at else { continue }
          state.entries[due.entry]?.due = nil
          state.queue.append(due.entry)
        case .deadline(let number):
          guard !isToSeeFirst(number, due, now, &state) else { continue }
          guard let waiter = state.remove(waiter: number, from: due.entry), let entry = state.entries[due.entry]
          else { continue }
          actions.end(waiter, .failure(timedOut(waiter, entry, state.queue.pause?.reason)))
          state.dropIfUnwanted(due.entry)
        case .endOfPause:
          state.queue.endPause(now)
        }
      }
    }
  }

  /// Whether a look that is due a little later is made with those that are due now: with thousands of waits a process
  /// would otherwise wake up for each look, which costs more than the look.
  private func mayComeNow(_ due: Due, _ now: Duration, _ state: borrowing State) -> Bool {
    // What the service has named as the earliest moment is kept to.
    guard due.what == .look, due.at <= now + policy.longestAdvance, let entry = state.entries[due.entry],
      entry.lastTrouble?.retryAfter == nil
    else { return false }
    return due.at <= now + entry.interval * policy.advance
  }

  /// Whether a wait goes on beyond its deadline, since the connection has not been looked at for it yet.
  private func isToSeeFirst(_ number: Int, _ due: Due, _ now: Duration, _ state: inout State) -> Bool {
    guard let waiter = state.entries[due.entry]?.waiters[number], waiter.polls == 0 else { return false }
    let end = waiter.began + policy.firstLookTime
    guard now < end else { return false }
    state.dues.insert(Due(at: end, entry: due.entry, what: due.what))
    return true
  }
}
