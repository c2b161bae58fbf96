import FlowService
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

@Suite("Event loop", .timeLimit(.minutes(1)))
struct EventLoopTests {
  let loop = EventLoop()

  @Test("A task that prefers the loop runs on its one thread, before and after waiting")
  func tasksRunOnTheLoop() async throws {
    let loop = loop
    let onLoop = try await Task(executorPreference: loop) {
      let before = loop.isOnLoop
      try await loop.sleep(for: .milliseconds(2))
      return (before, loop.isOnLoop)
    }.value
    #expect(onLoop == (true, true))
    #expect(!loop.isOnLoop)
    loop.stop()
  }

  private actor Counter {
    private(set) var value = 0
    func add(on expected: EventLoop) {
      #expect(expected.isOnLoop)
      value += 1
    }
  }

  @Test("Actors called from tasks of the loop stay on its thread")
  func actors() async {
    let loop = loop
    let counter = Counter()
    await Task(executorPreference: loop) {
      await withTaskGroup { group in
        for _ in 0..<100 {
          group.addTask { await counter.add(on: loop) }
        }
      }
    }.value
    #expect(await counter.value == 100)
    loop.stop()
  }

  @Test("Sleepers wake in the order of their deadlines, and not early")
  func order() async throws {
    let loop = loop
    let woken = Shared<[Int]>([])
    try await Task(executorPreference: loop) {
      try await withThrowingTaskGroup { group in
        for milliseconds in [30, 10, 20, 0, 10] {
          group.addTask {
            let start = loop.now
            try await loop.sleep(for: .milliseconds(milliseconds))
            #expect(loop.now - start >= .milliseconds(milliseconds))
            woken.withLock { $0.append(milliseconds) }
          }
        }
        try await group.waitForAll()
      }
    }.value
    #expect(woken.withLock { $0 } == [0, 10, 10, 20, 30])
    loop.stop()
  }

  @Test("A cancelled sleep ends at once, before and during the sleep, on and off the loop", arguments: [true, false])
  func cancellation(onLoop: Bool) async throws {
    let loop = loop
    let start = loop.now
    for delay in [0, 5] {
      let task = Task(executorPreference: onLoop ? loop : nil) { try await loop.sleep(for: .seconds(3600)) }
      if delay > 0 { try await loop.sleep(for: .milliseconds(delay)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
    #expect(loop.now - start < .seconds(5))
    loop.stop()
  }

  @Test("10,000 sleepers, every third of them cancelled, all end rightly")
  func manySleepers() async {
    let loop = loop
    let outcome = await Task(executorPreference: loop) {
      let tasks = (0..<10_000).map { number in
        Task { try await loop.sleep(for: .milliseconds(50 + (number * 7919) % 100)) }
      }
      for number in stride(from: 0, to: tasks.count, by: 3) { tasks[number].cancel() }
      var slept = 0
      var cancelled = 0
      for task in tasks {
        do {
          try await task.value
          slept += 1
        } catch {
          cancelled += 1
        }
      }
      return (slept, cancelled)
    }.value
    #expect(outcome == (6666, 3334))
    loop.stop()
  }

  @Test("Work from many threads at once is all done, and each wake-up arrives")
  func wakeUps() async {
    let loop = loop
    let count = Shared(0)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<1000 {
            await withUnsafeContinuation { continuation in
              loop.execute {
                count.withLock { $0 += 1 }
                continuation.resume()
              }
            }
          }
        }
      }
    }
    #expect(count.withLock { $0 } == 8000)
    loop.stop()
  }

  @Test("A timer's action runs on the loop; a cancelled timer's does not; a stopped loop starts again")
  func scheduledActions() async throws {
    let loop = loop
    let log = Shared<[String]>([])
    let cancelled = loop.schedule(after: .milliseconds(5)) { log.withLock { $0.append("cancelled") } }
    loop.cancel(cancelled)
    _ = loop.schedule(after: .milliseconds(10)) { log.withLock { $0.append(loop.isOnLoop ? "on" : "off") } }
    try await loop.sleep(for: .milliseconds(30))
    loop.stop()
    try await loop.sleep(for: .milliseconds(5))
    #expect(log.withLock { $0 } == ["on"])
    loop.stop()
  }
}

extension EventLoopTests {
  @Test("A task that never waits starves neither timers nor other tasks")
  func fairness() async throws {
    let loop = loop
    let isDone = Shared(false)
    let rounds = await Task(executorPreference: loop) {
      let sleeper = Task {
        try? await loop.sleep(for: .milliseconds(5))
        isDone.withLock { $0 = true }
      }
      var rounds = 0
      let start = loop.now
      while !isDone.withLock({ $0 }) && loop.now - start < .seconds(20) {
        await Task.yield()
        rounds += 1
      }
      await sleeper.value
      return rounds
    }.value
    #expect(isDone.withLock { $0 })
    #expect(rounds > 1)
    loop.stop()
  }

  private final class PipeReader: Poller {
    let log = Shared<[String]>([])
    let due: Shared<Duration?>
    private let loop: EventLoop
    private let ends: (read: Int32, write: Int32)

    init(_ loop: EventLoop, deadline: Duration) {
      self.loop = loop
      due = Shared(deadline)
      var ends: [Int32] = [-1, -1]
      pipe(&ends)
      self.ends = (ends[0], ends[1])
    }

    var deadline: Duration? { due.withLock { $0 } }

    func ready(_ descriptor: Int32, _ events: PollEvents) {
      var byte: UInt8 = 0
      let count = read(ends.read, &byte, 1)
      log.withLock { $0.append(count == 1 ? "read" : "end") }
      if count == 0 { loop.unwatch(ends.read) }
    }

    func deadlinePassed() {
      due.withLock { $0 = nil }
      log.withLock { $0.append("deadline") }
      var byte: UInt8 = 1
      write(ends.write, &byte, 1)
      close(ends.write)
    }

    func start() {
      loop.attach(self)
      loop.watch(ends.read, .readable, for: self)
    }

    func end() {
      loop.detach(self)
      close(ends.read)
    }
  }

  @Test("A poller is told of its descriptors and of its deadline, once")
  func poller() async throws {
    let loop = loop
    let reader = PipeReader(loop, deadline: loop.now + .milliseconds(5))
    loop.execute { reader.start() }
    while reader.log.withLock({ $0.count }) < 3 { try await loop.sleep(for: .milliseconds(2)) }
    try await loop.sleep(for: .milliseconds(10))
    #expect(reader.log.withLock { $0 } == ["deadline", "read", "end"])
    loop.execute { reader.end() }
    loop.stop()
  }

  @Test("A sleeping loop uses no processor time")
  func idle() async throws {
    let loop = loop
    let sleepers = (0..<1000).map { _ in
      Task(executorPreference: loop) { try? await loop.sleep(for: .seconds(3600)) }
    }
    try await loop.sleep(for: .milliseconds(20))
    let used = await loop.processorTime()
    try await loop.sleep(for: .milliseconds(300))
    #expect(await loop.processorTime() - used < .milliseconds(10))
    for sleeper in sleepers { sleeper.cancel() }
    for sleeper in sleepers { await sleeper.value }
    loop.stop()
  }
}

extension EventLoop {
  /// What the loop's thread has used so far.
  fileprivate func processorTime() async -> Duration {
    await withUnsafeContinuation { continuation in
      execute {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        continuation.resume(returning: .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec))
      }
    }
  }
}

/// A value that tasks and threads of one test share.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    mutex.withLock { value in
      body(&value)
    }
  }
}
