/// Where framed messages go. Callable from every thread; what one call gives stays together.
package protocol MessageOutput: Sendable {
  /// Sends whole frames, without waiting for anybody to read them.
  func send(_ frames: UnsafeBufferPointer<UInt8>)
}

extension MessageOutput {
  package func send(_ frames: [UInt8]) { frames.withUnsafeBufferPointer { send($0) } }
}
