import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lines for people, on standard error: short, capped, and never a reason to wait. A host may not read its end of the
/// pipe, so a line that would block is dropped and counted.
package struct Log: Sendable {
  package enum Level: String, Sendable, CaseIterable {
    case error, warning, info, debug

    /// How much is told with it, from 0.
    fileprivate var detail: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .info: 2
      case .debug: 3
      }
    }
  }

  package let level: Level
  private static let dropped = Mutex(0)
  /// The longest line, in bytes.
  private static let maximumLineBytes = 4096

  package init(level: Level = .warning) { self.level = level }

  package func error(_ line: @autoclosure () -> String) { write(.error, line) }
  package func warning(_ line: @autoclosure () -> String) { write(.warning, line) }
  package func info(_ line: @autoclosure () -> String) { write(.info, line) }
  package func debug(_ line: @autoclosure () -> String) { write(.debug, line) }

  private func write(_ level: Level, _ line: () -> String) {
    guard level.detail <= self.level.detail else { return }
    Self.dropped.withLock { dropped in
      var text = "flow-sidecar: \(level.rawValue): \(Self.printable(line()))"
      if dropped > 0 { text += " (\(dropped) earlier lines were dropped)" }
      var bytes = Array(text.utf8.prefix(Self.maximumLineBytes - 1))
      bytes.append(0x0A)
      let written = bytes.withUnsafeBytes { Descriptor.writeNow(2, isSocket: Descriptor.isSocket(2), $0) }
      dropped = (written ?? 0) > 0 ? 0 : dropped + 1
    }
  }

  /// Control characters would let a message from outside forge lines.
  private static func printable(_ line: String) -> String {
    String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
