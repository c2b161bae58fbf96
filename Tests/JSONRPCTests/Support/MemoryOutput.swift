import JSONRPC

/// Keeps what a session sends, call by call.
final class MemoryOutput: MessageOutput {
  private let sent = Monitor<[[UInt8]]>([])

  func send(_ frames: UnsafeBufferPointer<UInt8>) { sent.change { $0.append(Array(frames)) } }

  /// Everything sent, in order.
  var bytes: [UInt8] { sent.withLock { Array($0.joined()) } }

  /// What each call sent.
  var calls: [[UInt8]] { sent.withLock { $0 } }

  /// Everything sent since this was asked last.
  func take() -> [UInt8] {
    sent.withLock { sent in
      defer { sent = [] }
      return Array(sent.joined())
    }
  }
}
