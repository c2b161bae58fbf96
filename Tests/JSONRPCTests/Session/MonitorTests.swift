import JSONRPC
import Testing

@Suite("Monitor")
struct MonitorTests {
  @Test("A wait ends when the value has become what it waits for")
  func change() {
    let monitor = Monitor(0)
    let finished = Monitor(false)
    DetachedThread.start {
      let seen = monitor.wait { $0 == 3 ? $0 : nil }
      finished.change { $0 = seen == 3 }
    }
    for value in 1...3 { monitor.change { $0 = value } }
    #expect(finished.wait(for: .seconds(60)) { $0 ? true : nil } == true)
  }

  @Test("A wait ends when its time has passed, not before")
  func timeout() {
    let monitor = Monitor(0)
    let clock = ContinuousClock()
    for timeout in [Duration.zero, .milliseconds(1), .milliseconds(30), .seconds(-5)] {
      var result: Bool?
      let passed = clock.measure { result = monitor.wait(for: timeout) { $0 == 1 ? true : nil } }
      #expect(result == nil)
      #expect(passed >= timeout)
    }
  }

  @Test("A value that is there already is not waited for, whatever the time")
  func ready() {
    let monitor = Monitor("here")
    #expect(monitor.wait(for: .zero) { $0 } == "here")
    #expect(monitor.wait(for: .seconds(3_000_000)) { $0 } == "here")
    #expect(monitor.wait { $0 } == "here")
  }

  @Test("A wait may change the value, and what it gives is of one moment")
  func takes() {
    let monitor = Monitor([Int]())
    let sum = Monitor((total: 0, count: 0))
    let count = 2000
    for _ in 0..<4 {
      DetachedThread.start {
        while let value = monitor.wait(until: { $0.popLast() }), value >= 0 {
          sum.change {
            $0.total += value
            $0.count += 1
          }
        }
      }
    }
    for value in 1...count { monitor.change { $0.append(value) } }
    let total = sum.wait(for: .seconds(60)) { $0.count == count ? $0.total : nil }
    monitor.change { $0 = Array(repeating: -1, count: 4) }
    #expect(total == count * (count + 1) / 2)
  }

  @Test("An error of the body leaves the lock open")
  func errors() {
    struct Failure: Error {}
    let monitor = Monitor(0)
    #expect(throws: Failure.self) { try monitor.withLock { _ throws(Failure) in throw Failure() } }
    #expect(monitor.withLock { $0 } == 0)
  }
}
