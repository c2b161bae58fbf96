import FlowService
import JSONRPC

/// Reads standard input on the event loop, and has each message handled there: what it asks for is then begun without a
/// word to another thread, and goes on in turns with the network. The network waits for a message to be handled: 1 us
/// for a usual one, and half a second for one of 5.6 MB with 300,000 names that nothing knows.
///
/// Touched on the loop's thread only, but for `report`, which is a monitor; hence unchecked.
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
  private let isSocket: Bool
  private let report = Monitor<Report?>(nil)

  /// A reader of that descriptor, which reads for as long as `hasRoom`.
  init(
    _ descriptor: Int32, _ reader: sending SessionReader, on loop: EventLoop,
    hasRoom: @escaping @Sendable () -> Bool
  ) {
    self.descriptor = descriptor
    self.reader = reader
    self.loop = loop
    self.hasRoom = hasRoom
    isSocket = Descriptor.isSocket(descriptor)
    self.reader.mayGoOn = hasRoom
  }

  /// Begins to read, or goes on.
  func start() {
    loop.execute {
      self.loop.watch(self.descriptor, .readable, for: self)
      if self.reader.isHeldBack { self.reader.goOn() }
      self.stopIfNecessary()
    }
  }

  /// Waits until it stops reading.
  func waitForReport() -> Report {
    while true {
      if let report = report.wait(until: { $0.take() }) { return report }
    }
  }

  private func stop(_ report: Report) {
    loop.unwatch(descriptor)
    self.report.change { $0 = report }
  }

  private func stopIfNecessary() {
    if let exit = reader.exit { return stop(.exit(exit)) }
    if reader.isHeldBack || !hasRoom() { return stop(.full) }
    if hasEnded { stop(.end) }
  }

  // MARK: On the loop

  private var hasEnded = false

  var deadline: Duration? { nil }

  func deadlinePassed() {}

  func ready(_ descriptor: Int32, _ events: PollEvents) {
    var result: Descriptor.ReadResult?
    reader.receive { memory in
      result = Descriptor.readNow(descriptor, isSocket: isSocket, into: memory)
      guard case .bytes(let count) = result else { return 0 }
      return count
    }
    switch result {
    case .bytes: break
    // Whoever reads from the same pipe was quicker.
    case nil: return
    case .end:
      hasEnded = true
      reader.receiveEnd()
    case .failed(let number):
      return stop(.failed(errno: number))
    }
    stopIfNecessary()
  }
}
