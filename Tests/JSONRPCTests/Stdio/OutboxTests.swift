import JSONRPC
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Over pipes and sockets of the system: frames come out whole, in order, and nobody waits who must not.
@Suite("Outbox")
struct OutboxTests {
  static let plenty = 64 * 1024 * 1024

  static func frame(_ text: String, bytes: Int) -> [UInt8] {
    Array("\(text):".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: bytes) + [0x0A]
  }

  @Test("What is small is there when send returns", arguments: Channel.Kind.allCases)
  func small(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: Self.plenty)
    for number in 0..<100 {
      let bytes = Self.frame("\(number)", bytes: number * 40)
      outbox.send(bytes)
      #expect(channel.isReadable)
      #expect(channel.read(bytes.count) == bytes)
    }
    #expect(outbox.drain(for: .zero))
    outbox.send([])
    #expect(outbox.drain(for: .zero))
  }

  @Test("A slow reader: send does not wait, and all of it comes", arguments: Channel.Kind.allCases, [1, 100_000])
  func slowReader(_ kind: Channel.Kind, frameBytes: Int) throws {
    let channel = try Channel(kind)
    if kind == .socket {
      var size: Int32 = 4096
      setsockopt(channel.writingEnd, SOL_SOCKET, SO_SNDBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: Self.plenty)
    var expected: [UInt8] = []
    // More than any pipe holds: if send waited for a reader, it would wait for ever.
    for number in 0..<(frameBytes == 1 ? 200_000 : 20) {
      let bytes = Self.frame("\(number)", bytes: frameBytes)
      outbox.send(bytes)
      expected += bytes
    }
    #expect(!outbox.drain(for: .milliseconds(1)))
    #expect(channel.read(expected.count, piece: 1777) == expected)
    #expect(outbox.drain(for: .seconds(60)))
    // The way back to writing at once.
    let last = Self.frame("last", bytes: 10)
    outbox.send(last)
    #expect(channel.read(last.count) == last)
    #expect(!outbox.isBroken)
  }

  @Test("Many threads: frames stay whole, and each thread's stay in order", arguments: Channel.Kind.allCases)
  func manyThreads(_ kind: Channel.Kind) throws {
    let threads = 8
    let frames = 300
    let channel = try Channel(kind)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: Self.plenty)
    let finished = Monitor(0)
    for thread in 0..<threads {
      DetachedThread.start {
        for number in 0..<frames {
          outbox.send(Self.frame("\(thread) \(number)", bytes: (number * 37 + thread) % 9000))
        }
        finished.change { $0 += 1 }
        // The last one to finish ends what is read.
        guard finished.withLock({ $0 == threads }) else { return }
        outbox.drain()
        channel.closeWriting()
      }
    }
    var received: [UInt8] = []
    while true {
      let bytes = channel.read(atMost: 3001)
      if bytes.isEmpty { break }
      received += bytes
    }
    var next = [Int](repeating: 0, count: threads)
    for line in received.split(separator: 0x0A) {
      let parts = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
      let numbers = String(decoding: parts[0], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
      guard parts.count == 2, numbers.count == 2, numbers[0] < threads else {
        Issue.record("a frame that is not whole")
        return
      }
      #expect(next[numbers[0]] == numbers[1])
      next[numbers[0]] += 1
      #expect(parts[1].count == (numbers[1] * 37 + numbers[0]) % 9000)
    }
    #expect(next == [Int](repeating: frames, count: threads))
  }

  @Test("stdout-closed: told by what is small", arguments: Channel.Kind.allCases)
  func goneBeforeSmall(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: 1)
    channel.closeReading()
    outbox.send(Self.frame("a", bytes: 10))
    #expect(outbox.isBroken)
    check(outbox)
  }

  @Test("stdout-closed: while a thread waits to write", arguments: Channel.Kind.allCases)
  func goneWhileWriting(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: 1)
    let waited = Monitor(false)
    outbox.send(Self.frame("a", bytes: 4_000_000))
    DetachedThread.start {
      outbox.waitForRoom()
      waited.change { $0 = true }
    }
    _ = channel.read(1000)
    channel.closeReading()
    // Whoever waits for room is let go, and a drain does not wait for what nobody will read.
    #expect(waited.wait(for: .seconds(60)) { $0 ? true : nil } == true)
    #expect(outbox.isBroken)
    check(outbox)
  }

  private func check(_ outbox: Outbox) {
    outbox.waitForRoom()
    #expect(!outbox.drain())
    for _ in 0..<1000 { outbox.send(Self.frame("b", bytes: 10_000)) }
    #expect(!outbox.drain(for: .seconds(60)))
  }

  @Test("Waits for room only above its bound, until somebody reads")
  func room() throws {
    let channel = try Channel()
    let total = 1024 * 1024
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: 1000)
    outbox.waitForRoom()
    outbox.send(Self.frame("a", bytes: 500))
    outbox.waitForRoom()
    #expect(channel.takenBytes == 0)
    outbox.send(Self.frame("b", bytes: total))
    let takenWhenLetGo = Monitor<Int?>(nil)
    DetachedThread.start {
      outbox.waitForRoom()
      let taken = channel.takenBytes
      takenWhenLetGo.change { $0 = taken }
    }
    _ = channel.read(503 + total)
    let taken = try #require(takenWhenLetGo.wait(for: .seconds(60)) { $0 })
    #expect(taken >= total / 2)
  }

  @Test("Room is there up to the bound, and not one byte above it", arguments: Channel.Kind.allCases, [-1, 0, 1])
  func bound(_ kind: Channel.Kind, beyond: Int) throws {
    let channel = try Channel(kind)
    // So that what is sent is owed to the last byte until somebody reads.
    let filled = channel.fill()
    let bound = 4 * 1024 * 1024
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: bound)
    let frame = [UInt8](repeating: 0x20, count: bound + beyond)
    frame.withUnsafeBufferPointer { outbox.send($0) }
    let hasRoom = Monitor(false)
    DetachedThread.start {
      outbox.waitForRoom()
      hasRoom.change { $0 = true }
    }
    let atOnce = hasRoom.wait(for: beyond > 0 ? .milliseconds(100) : .seconds(60)) { $0 ? true : nil }
    #expect((atOnce == true) == (beyond <= 0))
    _ = channel.read(filled + frame.count)
    #expect(hasRoom.wait(for: .seconds(60)) { $0 ? true : nil } == true)
  }

  @Test("A descriptor that others made non-blocking stays so, and all of it comes", arguments: Channel.Kind.allCases)
  func nonBlocking(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    Channel.setNonBlocking(channel.writingEnd)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: Self.plenty)
    let bytes = Self.frame("a", bytes: 1_000_000)
    outbox.send(bytes)
    #expect(channel.read(bytes.count) == bytes)
    #expect(outbox.drain(for: .seconds(60)))
    #expect(Channel.isNonBlocking(channel.writingEnd))
  }

  @Test("fds-still-blocking: what was blocking stays so", arguments: Channel.Kind.allCases)
  func staysBlocking(_ kind: Channel.Kind) throws {
    let channel = try Channel(kind)
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: Self.plenty)
    outbox.send(Self.frame("a", bytes: 1_000_000))
    outbox.send(Self.frame("b", bytes: 1))
    _ = channel.read(1_000_007)
    #expect(outbox.drain(for: .seconds(60)))
    #expect(!Channel.isNonBlocking(channel.writingEnd))
  }

  @Test("A file takes it all, in order")
  func file() throws {
    let file = try #require(tmpfile())
    defer { fclose(file) }
    let outbox = Outbox(descriptor: fileno(file), maximumOwedBytes: Self.plenty)
    var expected: [UInt8] = []
    for number in 0..<200 {
      let bytes = Self.frame("\(number)", bytes: number % 10 == 0 ? 50_000 : number)
      outbox.send(bytes)
      expected += bytes
    }
    #expect(outbox.drain(for: .seconds(60)))
    rewind(file)
    var bytes = [UInt8](repeating: 0, count: expected.count + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    #expect(Array(bytes[..<count]) == expected)
  }

  @Test("client-never-reads: what is owed stays bounded, and then all answers come", arguments: Framing.allCases)
  func neverReads(_ framing: Framing) throws {
    let bound = 200_000
    let requests = 400
    let channel = try Channel()
    let executor = ThreadExecutor()
    defer { executor.stop() }
    let outbox = Outbox(descriptor: channel.writingEnd, maximumOwedBytes: bound)
    let methods = TestMethods()
    let session = Session(methods: methods.table, limits: SessionLimits(), output: outbox, executor: executor)
    let params = "[\"\(String(repeating: "y", count: 10_000))\"]"
    let most = Monitor((owed: 0, finished: false))
    DetachedThread.start {
      let reader = SessionReader(session, framing: framing)
      var answered = 0
      for id in 0..<requests {
        Delivery.encode(call("\(id)", "echo", params), framing).withUnsafeBufferPointer { reader.receive($0) }
        answered += 10_000
        outbox.waitForRoom()
        let owed = answered - channel.takenBytes
        most.change { $0.owed = max($0.owed, owed) }
      }
      outbox.drain()
      most.change { $0.finished = true }
      channel.closeWriting()
    }
    var received: [UInt8] = []
    while true {
      let bytes = channel.read(atMost: 8192)
      if bytes.isEmpty { break }
      received += bytes
    }
    let messages = try #require(Delivery.split(received, framing))
    #expect(messages.count == requests)
    #expect(messages.map(Answer.init) == (0..<requests).map { .result("\($0)", #"{"params":\#(params)}"#) })
    // What is in the pipe itself, and in the reader's hands, comes on top.
    #expect(most.withLock { $0.owed } <= bound + 128 * 1024)
  }
}
