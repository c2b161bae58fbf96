#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The way out to a descriptor: frames from any thread, written whole and one after the other.
///
/// What is small, and can be written without waiting, the sender writes itself, which saves the way over another
/// thread; the rest is left to a thread of its own, so that nobody waits for a reader that is slow.
package final class Outbox: MessageOutput {
  private struct State {
    var waiting: [UInt8] = []
    /// How many bytes the writing thread has taken and not yet written.
    var beingWritten = 0
    /// Somebody is writing: the others only add.
    var isWriting = false
    var isBroken = false
    /// Nothing is taken any more, since the process is about to end and could end in the middle of a frame.
    var isClosed = false
    var hasThread = false
    /// The writing has been left to the thread until nothing waits any more.
    var threadMayWrite = false
  }

  private let descriptor: Int32
  private let isSocket: Bool
  private let maximumOwedBytes: Int
  private let state = Monitor(State())

  /// An outbox that holds back its owner's reading above `maximumOwedBytes` of unwritten output.
  package init(descriptor: Int32, maximumOwedBytes: Int) {
    self.descriptor = descriptor
    self.maximumOwedBytes = maximumOwedBytes
    isSocket = Descriptor.isSocket(descriptor)
  }

  package func send(_ frames: UnsafeBufferPointer<UInt8>) {
    let mayWrite = state.withLock { state in
      guard !state.isBroken, !state.isClosed else { return false }
      state.waiting.append(contentsOf: frames)
      guard !state.isWriting else { return false }
      state.isWriting = true
      return true
    }
    if mayWrite { writeWhatIsSmall() }
  }

  /// Whether the other side is gone: nothing more can be said.
  package var isBroken: Bool { state.withLock(\.isBroken) }

  /// Waits while more bytes are owed than allowed: the only thing that ever stops the reading.
  package func waitForRoom() {
    _ = state.wait { state in
      state.isBroken || state.waiting.count + state.beingWritten <= self.maximumOwedBytes ? true : nil
    }
  }

  /// Waits until everything is written, for at most `timeout` where there is one; whether it was.
  @discardableResult
  package func drain(for timeout: Duration? = nil) -> Bool { drain(for: timeout, closing: false) }

  /// Waits as `drain` does, and takes nothing more from then on: the last thing written is the end of a frame.
  @discardableResult
  package func close(for timeout: Duration) -> Bool { drain(for: timeout, closing: true) }

  private func drain(for timeout: Duration?, closing: Bool) -> Bool {
    state.wait(for: timeout) { state in
      if state.isBroken { return false }
      guard state.waiting.isEmpty, !state.isWriting else { return nil }
      if closing { state.isClosed = true }
      return true
    } ?? false
  }

  /// As the one who writes: writes while little waits and needs no waiting, then leaves the rest to the thread.
  private func writeWhatIsSmall() {
    while true {
      let piece: [UInt8]? = state.change { state in
        guard !state.waiting.isEmpty else {
          state.isWriting = false
          return nil
        }
        guard state.waiting.count <= Descriptor.atomicWriteBytes else { return [] }
        let piece = state.waiting
        state.waiting.removeAll(keepingCapacity: state.waiting.capacity <= 64 * 1024)
        state.beingWritten = piece.count
        return piece
      }
      guard let piece else { return }
      if piece.isEmpty { return handOver(putBack: []) }
      let written = piece.withUnsafeBytes { Descriptor.writeNow(descriptor, isSocket: isSocket, $0) }
      guard let written else { return breakDown() }
      guard written == piece.count else { return handOver(putBack: Array(piece[written...])) }
      state.change { $0.beingWritten = 0 }
    }
  }

  /// Leaves the writing to the thread, which is started the first time.
  private func handOver(putBack rest: [UInt8]) {
    let needsThread = state.change { state in
      if !rest.isEmpty { state.waiting = rest + state.waiting }
      state.beingWritten = 0
      defer { state.hasThread = true }
      state.threadMayWrite = true
      return !state.hasThread
    }
    if needsThread { DetachedThread.start { self.writeForever() } }
  }

  private func writeForever() {
    while true {
      let bytes: [UInt8] =
        state.wait { state in
          guard state.threadMayWrite else { return nil }
          let bytes = state.waiting
          state.waiting = []
          state.beingWritten = bytes.count
          return bytes
        } ?? []
      guard bytes.withUnsafeBytes({ Descriptor.writeAll(descriptor, $0) }) else { return breakDown() }
      state.change { state in
        state.beingWritten = 0
        guard state.waiting.isEmpty else { return }
        state.isWriting = false
        state.threadMayWrite = false
      }
    }
  }

  private func breakDown() {
    state.change { state in
      state.isBroken = true
      state.isWriting = false
      state.waiting = []
      state.beingWritten = 0
    }
  }
}
