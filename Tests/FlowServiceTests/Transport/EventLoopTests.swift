import FlowService
import Synchronization
import Testing

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
    private let loop: EventLoop
    private(set) var value = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init(on loop: EventLoop) { self.loop = loop }

    func add(on expected: EventLoop) {
      #expect(expected.isOnLoop)
      preconditionIsolated()
      value += 1
    }
  }

  private actor PlainCounter {
    private(set) var value = 0
    func add(on expected: EventLoop) {
      #expect(expected.isOnLoop)
      value += 1
    }
  }

  @Test("Actors on the loop and plain actors called from its tasks stay on its thread")
  func actors() async {
    let loop = loop
    let counter = Counter(on: loop)
    let plain = PlainCounter()
    await Task(executorPreference: loop) {
      await withTaskGroup { group in
        for _ in 0..<100 {
          group.addTask {
            await counter.add(on: loop)
            await plain.add(on: loop)
          }
        }
      }
    }.value
    // From outside the loop as well: the actor brings its executor along.
    await counter.add(on: loop)
    #expect(await counter.value == 101)
    #expect(await plain.value == 100)
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
