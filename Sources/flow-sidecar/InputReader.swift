import FlowService
import JSONRPC

/// Reads standard input on the event loop, and has each message handled there: what it asks for is then begun without a
/// word to another thread, and goes on in turns with the network.
///
/// Touched on the loop's thread only, but for `reports`, which is a monitor; hence unchecked.
final class InputReader: Poller, @unchecked Sendable {
  /// Why it has stopped reading.
  enum Report: Sendable {
    /// There is no room for answers, or nobody who takes them. It goes on when it is told to.
    case full
    /// The input has ended, and what was left of it has been handled.
    case end
    case failed(errno: Int32)
    case exit(SessionReader.Exit)
  }

  private let descriptor: Int32
  private let reader: SessionReader
  private let loop: EventLoop
  private let hasRoom: @Sendable () -> Bool
  private let reports = Monitor<[Report]>([])

  /// A reader of that descriptor, which reads for as long as `hasRoom`.
  init(
    _ descriptor: Int32, _ reader: sending SessionReader, on loop: EventLoop,
    hasRoom: @escaping @Sendable () -> Bool
  ) {
    self.descriptor = descriptor
    self.reader = reader
    self.loop = loop
    self.hasRoom = hasRoom
  }

  /// Begins to read, or goes on.
  func start() {
    loop.execute { self.loop.watch(self.descriptor, .readable, for: self) }
  }

  /// Waits until it stops reading.
  func waitForReport() -> Report {
    while true {
      if let report = reports.wait(until: { $0.isEmpty ? nil : $0.removeFirst() }) { return report }
    }
  }

  private func stop(_ report: Report) {
    loop.unwatch(descriptor)
    reports.change { $0.append(report) }
  }

  // MARK: On the loop

  var deadline: Duration? { nil }

  func deadlinePassed() {}

  func ready(_ descriptor: Int32, _ events: PollEvents) {
    var result = Descriptor.ReadResult.end
    reader.receive { memory in
      result = Descriptor.read(descriptor, into: memory)
      guard case .bytes(let count) = result else { return 0 }
      return count
    }
    switch result {
    case .bytes:
      break
    case .end:
      reader.receiveEnd()
      return stop(reader.exit.map(Report.exit) ?? .end)
    case .failed(let number):
      return stop(.failed(errno: number))
    }
    if let exit = reader.exit { return stop(.exit(exit)) }
    if !hasRoom() { stop(.full) }
  }
}
