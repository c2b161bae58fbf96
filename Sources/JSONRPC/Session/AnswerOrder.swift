/// Lets answers out in the order of what they answer: each takes its place when its request is read, and is kept until
/// all before it have gone.
///
/// What is kept is bounded by holding back the reading, as an output that nobody reads does.
final class AnswerOrder: Sendable {
  private struct State {
    /// The places from `first` on, each with its frame once that is there; an empty frame is nothing to say.
    var places: [[UInt8]?] = []
    /// How many of them are gone: they are dropped when they are many, so that a place costs no moving of the others.
    var gone = 0
    /// The number of the place at the front of `places`.
    var first = 0
    var keptBytes = 0
    /// What may go out, in order, and has not been sent.
    var ready: [UInt8] = []

    /// What a frame that is kept takes besides its bytes, roughly, so that many small ones are bounded too.
    static let frameOverhead = 64

    mutating func release() {
      while gone < places.count, let frame = places[gone] {
        keptBytes -= frame.count + Self.frameOverhead
        ready += frame
        places[gone] = nil
        gone += 1
      }
      guard gone > 1024, gone * 2 > places.count || gone == places.count else { return }
      places.removeFirst(gone)
      first += gone
      gone = 0
    }
  }

  private let output: any MessageOutput
  private let maximumKeptBytes: Int
  private let state = Monitor(State())

  init(output: any MessageOutput, maximumKeptBytes: Int) {
    self.output = output
    self.maximumKeptBytes = maximumKeptBytes
  }

  /// The next place.
  func reserve() -> Int {
    state.withLock { state in
      state.places.append(nil)
      return state.first + state.places.count - 1
    }
  }

  /// Puts a frame into its place; without bytes the place is given up. Nothing is sent yet.
  func fill(_ place: Int, _ frame: [UInt8]) {
    state.withLock { state in
      state.places[place - state.first] = frame
      state.keptBytes += frame.count + State.frameOverhead
      if place == state.first + state.gone { state.release() }
    }
  }

  /// Sends what may go out. Under the lock, so that two threads do not change places on the way to the output, which
  /// waits for nobody.
  func flush() {
    state.change { state in
      guard !state.ready.isEmpty else { return }
      output.send(state.ready)
      state.ready.removeAll(keepingCapacity: state.ready.capacity <= 1024 * 1024)
    }
  }

  var hasRoom: Bool { state.withLock { $0.keptBytes <= self.maximumKeptBytes } }

  /// Waits while more is kept than allowed. It ends by itself: what is waited for is under way, and is answered at last.
  func waitForRoom() {
    _ = state.wait { $0.keptBytes <= self.maximumKeptBytes ? true : nil }
  }
}
