import Synchronization

/// One of a bounded number of places for calls that wait; it is free again when nobody holds it any more.
final class WaitingPlace: Sendable {
  /// How many places are taken.
  final class Count: Sendable {
    fileprivate let taken = Atomic<Int>(0)
  }

  private let count: Count

  private init(_ count: Count) { self.count = count }

  /// A place, or nil if all are taken.
  static func take(_ count: Count, most: Int) -> WaitingPlace? {
    guard count.taken.add(1, ordering: .relaxed).newValue <= most else {
      count.taken.subtract(1, ordering: .relaxed)
      return nil
    }
    return WaitingPlace(count)
  }

  deinit { count.taken.subtract(1, ordering: .relaxed) }
}
