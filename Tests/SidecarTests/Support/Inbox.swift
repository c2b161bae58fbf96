import JSON
import JSONRPC
import Synchronization
import Testing

/// The output of a session: keeps every message in the order in which it was sent.
final class Inbox: MessageOutput {
  private struct State {
    var messages: [JSONValue] = []
    var raw: [UInt8] = []
    var faults: [String] = []
  }

  private let state = Mutex(State())

  /// A session sends whole frames; in these tests one line each.
  func send(_ frames: UnsafeBufferPointer<UInt8>) {
    let lines = frames.split(separator: UInt8(ascii: "\n"))
    state.withLock { state in
      state.raw += frames
      for line in lines {
        do throws(JSONParseError) {
          state.messages.append(try JSONDocument(Array(line)).root)
        } catch {
          state.faults.append("\(error)")
        }
      }
    }
  }

  /// All that has been sent, as text.
  var text: String { state.withLock { String(decoding: $0.raw, as: UTF8.self) } }

  /// All messages that have been sent.
  var messages: [JSONValue] {
    let (messages, faults) = state.withLock { ($0.messages, $0.faults) }
    #expect(faults.isEmpty, "the session sent what is no JSON")
    return messages
  }

  struct NoMessage: Error {
    let wanted: String
  }

  /// The first message that is wanted, once it is there.
  func message(_ wanted: String, where isWanted: (JSONValue) -> Bool) async throws -> JSONValue {
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(180)
    while clock.now < deadline {
      if let found = messages.first(where: isWanted) { return found }
      try await Task.sleep(for: .milliseconds(1))
    }
    throw NoMessage(wanted: wanted)
  }
}
