import Synchronization

/// The looks of an `EnableWatch`, and what follows from each.
extension EnableWatch {
  func startWorker() {
    Task(executorPreference: executor) {
      while let (number, key) = self.takeWork() {
        self.settle(number, await self.look(key))
      }
    }
  }

  /// The next connection to look at; a worker that gets none ends.
  private func takeWork() -> (Int, Key)? {
    state.withLock { state in
      while let number = state.queue.next() {
        // Those who waited for it may have left.
        guard let entry = state.entries[number] else { continue }
        return (number, entry.key)
      }
      return nil
    }
  }

  private func settle(_ number: Int, _ sight: ConnectionSight) {
    update { state, actions in
      let now = time.now
      var pausedUntil: Duration?
      switch sight {
      case .trouble(let error) where error.kind == .rateLimited: pausedUntil = state.pauseLooks(error, now)
      case .trouble: break
      default: state.queue.wentWell()
      }
      guard var entry = state.entries[number] else { return }
      entry.lastLook = now
      entry.waiters.countLook()
      if let verdict = verdict(&entry, sight, now) {
        state.drop(number, entry.key)
        state.waiterCount -= entry.waiters.count
        entry.waiters.forEach { actions.end($0, verdict($0)) }
        return
      }
      endOverdue(&entry, now, &state, &actions)
      guard !entry.waiters.isEmpty else { return state.drop(number, entry.key) }
      let delay: Duration
      if let pausedUntil {
        delay = pausedUntil - now
        state.entries[number] = entry
        state.queue.putBack(number)
      } else {
        delay = nextDelay(&entry, sight, now, among: state.entries.count)
        state.entries[number] = entry
        state.schedule(number, at: now + delay)
      }
      report(entry, delay, now, &actions)
    }
  }

  /// Ends the waits that have gone on beyond their deadlines for their first look.
  private func endOverdue(_ entry: inout Entry, _ now: Duration, _ state: inout State, _ actions: inout Actions) {
    for waiter in entry.waiters.removeAll(where: { $0.deadline <= now }) {
      actions.end(waiter, .failure(timedOut(waiter, entry, state.queue.pause?.reason)))
      state.waiterCount -= 1
    }
  }

  private func report(_ entry: Entry, _ delay: Duration, _ now: Duration, _ actions: inout Actions) {
    entry.waiters.forEach { waiter in
      guard let progress = waiter.progress else { return }
      let report = WaitProgress(
        state: entry.lastState, elapsed: now - waiter.began, polls: waiter.polls, nextPoll: delay,
        trouble: entry.lastTrouble)
      actions.reports.append((progress, report))
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
    case .ended(let state, let requestID):
      return failing(.notEnabling(id, state, requestID: requestID), state: state)
    case .hopeless(let error):
      return failing(error.about(id), state: entry.lastState)
    case .missing(let error):
      // One that has been seen is gone; one that was just made may not be there yet.
      guard entry.lastState == nil, now - entry.began < policy.notFoundGrace else {
        return failing(error.about(id), state: entry.lastState)
      }
      entry.lastTrouble = error
      return nil
    case .notYet(let state, let requestID):
      entry.lastState = state
      entry.lastRequestID = requestID
      entry.lastTrouble = nil
      return nil
    case .trouble(let error):
      entry.lastTrouble = error
      return nil
    }
  }

  private func nextDelay(
    _ entry: inout Entry, _ sight: ConnectionSight, _ now: Duration, among count: Int
  ) -> Duration {
    var delay = entry.interval * (1 - policy.jitter * jitter.unit())
    entry.interval = policy.interval(after: entry.interval, among: count)
    if case .trouble(let error) = sight, let retryAfter = error.retryAfter { return max(delay, retryAfter) }
    // A last look shortly before a deadline, so that what happened since the one before is not missed.
    if let deadline = entry.waiters.deadline(after: now), deadline <= now + delay {
      delay = max(policy.firstInterval, deadline - now - policy.firstInterval)
    }
    return delay
  }
}
