#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The way out to a descriptor: frames from any thread, written whole and one after the other.
///
/// What can be written without waiting, the sender writes itself, which saves the way over another thread; the rest is
/// left to a thread of its own, so that nobody waits for a reader that is slow. Answers that become ready together are
/// written together: that wakes the reader once.
package final class Outbox: MessageOutput {
  private struct State {
    var waiting: [UInt8] = []
    /// How many bytes the writing thread has taken and not yet written.
    var beingWritten = 0
    /// Somebody is writing: the others only add.
    var isWriting = false
    /// What waits is going to be written at the end of the round.
    var isGathering = false
    var isBroken = false
    /// Nothing is taken any more, since the process is about to end and could end in the middle of a frame.
    var isClosed = false
    var hasThread = false

    var owedBytes: Int { waiting.count + beingWritten }
  }

  private let descriptor: Int32
  private let isSocket: Bool
  private let neverBlocks: Bool
  private let maximumOwedBytes: Int
  private let loop: (any WorkLoop)?
  private let state = Monitor(State())
  /// The writing has been left to the thread until nothing waits any more. A monitor of its own: whoever waits at the
  /// other one is woken by each frame that is sent.
  private let threadMayWrite = Monitor(false)

  /// More than that is not gathered: from there on a write costs no more than copying what is written.
  private static let maximumGatheredBytes = 16 << 10

  /// An outbox that holds back its owner's reading above `maximumOwedBytes` of unwritten output.
  ///
  /// - Parameters:
  ///   - neverBlocks: a write to the descriptor never waits, and nobody else can change that.
  ///   - loop: where small frames come from, which are written at the end of a round.
  package init(
    descriptor: Int32, neverBlocks: Bool = false, maximumOwedBytes: Int, loop: (any WorkLoop)? = nil
  ) {
    self.descriptor = descriptor
    self.neverBlocks = neverBlocks
    self.maximumOwedBytes = maximumOwedBytes
    isSocket = Descriptor.isSocket(descriptor)
    // Where a write may wait, only a little can be written at once.
    self.loop = neverBlocks || isSocket ? loop : nil
  }

  package func send(_ frames: UnsafeBufferPointer<UInt8>) {
    let gathers = frames.count < Self.maximumGatheredBytes && loop?.isOnLoop == true
    switch state.withLock({ take(frames, gathers: gathers, &$0) }) {
    case .nothing: break
    case .write: if write(UnsafeRawBufferPointer(frames)) { writeWhatWaits() }
    case .writeWhatWaits: writeWhatWaits()
    case .gather: loop?.execute { self.writeGathered() }
    }
  }

  /// What the sender has to do.
  private enum Duty {
    case nothing
    /// Write its own frames, which are next and need not be copied.
    case write
    case writeWhatWaits
    /// Have what waits written at the end of the round.
    case gather
  }

  private func take(_ frames: UnsafeBufferPointer<UInt8>, gathers: Bool, _ state: inout State) -> Duty {
    guard !state.isBroken, !state.isClosed else { return .nothing }
    if state.waiting.isEmpty, !state.isWriting, !gathers {
      state.isWriting = true
      state.beingWritten = frames.count
      return .write
    }
    state.waiting.append(contentsOf: frames)
    guard !state.isWriting else { return .nothing }
    guard gathers, state.waiting.count < Self.maximumGatheredBytes else {
      state.isWriting = true
      return .writeWhatWaits
    }
    guard !state.isGathering else { return .nothing }
    state.isGathering = true
    return .gather
  }

  private func writeGathered() {
    let mayWrite = state.withLock { state in
      state.isGathering = false
      guard !state.isWriting, !state.waiting.isEmpty else { return false }
      state.isWriting = true
      return true
    }
    if mayWrite { writeWhatWaits() }
  }

  /// Whether the other side is gone: nothing more can be said.
  package var isBroken: Bool { state.withLock(\.isBroken) }

  /// Whether there is somebody to take what is sent, and no more is owed than allowed.
  package var hasRoom: Bool { state.withLock { !$0.isBroken && $0.owedBytes <= self.maximumOwedBytes } }

  /// Waits while more bytes are owed than allowed: the only thing that ever stops the reading.
  package func waitForRoom() {
    _ = state.wait { $0.isBroken || $0.owedBytes <= self.maximumOwedBytes ? true : nil }
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

  /// As the one who writes: writes what others have added meanwhile, until nothing waits.
  private func writeWhatWaits() {
    while true {
      guard let piece = nextBytes(), piece.withUnsafeBytes(write) else { return }
    }
  }

  /// As the one who writes: writes these bytes if that needs no waiting, and otherwise leaves the writing to the
  /// thread; whether it is still the one who writes.
  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    // What a pipe takes whole is better not cut in two.
    if !neverBlocks, !isSocket, bytes.count > Descriptor.atomicWriteBytes {
      handOver(putBack: Array(bytes))
      return false
    }
    guard let written = Descriptor.writeNow(descriptor, isSocket: isSocket, neverBlocks: neverBlocks, bytes) else {
      breakDown()
      return false
    }
    guard written < bytes.count else { return true }
    handOver(putBack: Array(bytes[written...]))
    return false
  }

  /// Leaves the writing to the thread, which is started the first time.
  private func handOver(putBack rest: [UInt8]) {
    let needsThread = state.change { state in
      if !rest.isEmpty { state.waiting = rest + state.waiting }
      state.beingWritten = 0
      defer { state.hasThread = true }
      return !state.hasThread
    }
    threadMayWrite.change { $0 = true }
    if needsThread { DetachedThread.start { self.writeForever() } }
  }

  private func writeForever() {
    while true {
      _ = threadMayWrite.wait { mayWrite in
        defer { mayWrite = false }
        return mayWrite ? true : nil
      }
      while let bytes = nextBytes() {
        guard bytes.withUnsafeBytes({ Descriptor.writeAll(descriptor, $0) }) else { return breakDown() }
      }
    }
  }

  /// As the one who writes: what comes next; nil when nothing waits any more, and others may write.
  private func nextBytes() -> [UInt8]? {
    state.change { state in
      state.beingWritten = state.waiting.count
      guard !state.waiting.isEmpty else {
        state.isWriting = false
        return nil
      }
      defer { state.waiting = [] }
      return state.waiting
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
