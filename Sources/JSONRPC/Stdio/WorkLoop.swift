/// A thread that works in rounds: the event loop, for those who need no more of it than this.
package protocol WorkLoop: Sendable {
  /// Whether the caller runs on it.
  var isOnLoop: Bool { get }

  /// Runs `action` on it, after what is to be done in this round.
  func execute(_ action: @escaping @Sendable () -> Void)
}
