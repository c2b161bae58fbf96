/// Runs `body`, and cancels it at `deadline`. It has to end promptly then; what it returns all the same is returned, so
/// that nothing it was given in the last moment is lost.
///
/// - Returns: its value, and whether it was cancelled because of the deadline.
func withTimeLimit<T: Sendable>(
  _ deadline: Duration?, _ time: any TimeSource, _ body: @escaping @Sendable () async -> T
) async -> (value: T, isLate: Bool) {
  guard let deadline else { return (await body(), false) }
  return await withTaskGroup(of: T?.self) { group in
    group.addTask { await body() }
    group.addTask {
      try? await time.sleep(for: max(.zero, deadline - time.now))
      return nil
    }
    var isLate = false
    while let ended = await group.next() {
      group.cancelAll()
      if let value = ended { return (value, isLate) }
      isLate = !Task.isCancelled
    }
    // The group ends only after both of its tasks, and one of them always brings a value.
    preconditionFailure("no value")
  }
}
