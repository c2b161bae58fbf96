/// Whoever waits for descriptors on the loop: it names them with `EventLoop.watch`, and is told on the loop's thread.
/// Everything here is called on that thread alone.
package protocol Poller: AnyObject, Sendable {
  /// When `deadlinePassed` is to be called, on the loop's clock; nil for never. Asked before each wait.
  var deadline: Duration? { get }

  /// The descriptor can be read or written, or is broken.
  func ready(_ descriptor: Int32, _ events: PollEvents)

  /// The deadline it gave has passed.
  func deadlinePassed()
}

/// What to wait for on a descriptor, and what has happened.
package struct PollEvents: OptionSet, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let readable = PollEvents(rawValue: 1)
  package static let writable = PollEvents(rawValue: 2)
  /// Reported without being asked for: an error, or the other side has hung up.
  package static let broken = PollEvents(rawValue: 4)
}
