import JSONRPC
import Synchronization
import Testing

/// What is sent from a loop is written at the end of its round, together.
@Suite("Outbox, gathering")
struct OutboxGatheringTests {
  /// A loop whose rounds end when the test says so.
  final class ManualLoop: WorkLoop {
    private let state = Mutex((isOnLoop: true, actions: [@Sendable () -> Void]()))

    var isOnLoop: Bool {
      get { state.withLock(\.isOnLoop) }
      set { state.withLock { $0.isOnLoop = newValue } }
    }

    var actionCount: Int { state.withLock(\.actions.count) }

    func execute(_ action: @escaping @Sendable () -> Void) {
      state.withLock { $0.actions.append(action) }
    }

    func endRound() {
      let actions = state.withLock { state in
        defer { state.actions = [] }
        return state.actions
      }
      for action in actions { action() }
    }
  }

  let loop = ManualLoop()
  let channel: Channel
  let outbox: Outbox

  init() throws {
    channel = try Channel(.socket)
    outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: 1000, loop: loop)
  }

  @Test("Small frames are written at the end of the round, in order and in one piece")
  func together() {
    for number in 0..<5 { outbox.send(OutboxTests.frame("\(number)", bytes: 10)) }
    #expect(!channel.isReadable)
    #expect(loop.actionCount == 1)
    loop.endRound()
    let expected = (0..<5).flatMap { OutboxTests.frame("\($0)", bytes: 10) }
    #expect(channel.read(expected.count) == expected)
    #expect(outbox.drain(for: .zero))
    // And so in the next round.
    outbox.send(OutboxTests.frame("next", bytes: 1))
    #expect(loop.actionCount == 1)
    #expect(!outbox.drain(for: .zero))
    loop.endRound()
    #expect(channel.isReadable)
  }

  @Test("What is gathered is owed")
  func owed() {
    for _ in 0..<9 { outbox.send(OutboxTests.frame("a", bytes: 100)) }
    #expect(outbox.hasRoom)
    outbox.send(OutboxTests.frame("b", bytes: 100))
    #expect(!outbox.hasRoom)
    loop.endRound()
    #expect(outbox.hasRoom)
  }

  @Test(
    "A frame that is large, too many small ones, and one of another thread are written at once, after what was gathered"
  )
  func atOnce() {
    let large = OutboxTests.frame("large", bytes: 20_000)
    for last in [[large], (0..<20).map { OutboxTests.frame("\($0)", bytes: 999) }] {
      let first = OutboxTests.frame("first", bytes: 5)
      outbox.send(first)
      for frame in last { outbox.send(frame) }
      let expected = first + last.joined()
      #expect(channel.isReadable)
      loop.endRound()
      #expect(channel.read(expected.count) == expected)
    }
    outbox.send(OutboxTests.frame("loop", bytes: 5))
    loop.isOnLoop = false
    outbox.send(OutboxTests.frame("thread", bytes: 5))
    let expected = OutboxTests.frame("loop", bytes: 5) + OutboxTests.frame("thread", bytes: 5)
    #expect(channel.read(expected.count) == expected)
    loop.endRound()
    #expect(!channel.isReadable)
    #expect(outbox.drain(for: .zero))
  }

  @Test("A reader that goes before the end of the round is noticed then")
  func broken() {
    outbox.send(OutboxTests.frame("a", bytes: 5))
    channel.closeReading()
    loop.endRound()
    outbox.send(OutboxTests.frame("b", bytes: 5))
    loop.endRound()
    #expect(outbox.isBroken)
  }

  @Test("A pipe in which a write may wait takes a frame at once")
  func blockingPipe() throws {
    let channel = try Channel(.pipe)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: 1000, loop: loop)
    outbox.send(OutboxTests.frame("a", bytes: 5))
    #expect(channel.isReadable)
  }
}
