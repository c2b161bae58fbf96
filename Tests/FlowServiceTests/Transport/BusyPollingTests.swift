import Testing

@testable import FlowService

/// When the loop stays awake, by a clock that moves with each look.
struct BusyPollingTests {
  private var polling = BusyPolling()

  /// Waits once; what is waited for is there at the given look, or never. Says whether it was found, and after how many
  /// looks.
  private mutating func wait(foundAt: Int? = nil, nanosecondsALook: Int64 = 1_000) -> (isFound: Bool, looks: Int) {
    var now: Int64 = 0
    var looks = 0
    let isFound = polling.finds(
      {
        looks += 1
        now += nanosecondsALook
        return looks == foundAt
      }, clock: { now })
    return (isFound, looks)
  }

  /// The waits that are left out until one looks again, which finds nothing.
  private mutating func waitsLeftOut() -> Int {
    for count in 0... where wait().looks > 0 { return count }
    return 0
  }

  @Test mutating func looksForAsLongAsSleepingWouldTake() {
    #expect(wait() == (false, Int(BusyPolling.longest / 1_000) + 1))
  }

  @Test mutating func findsWhatComesSoonEachTime() {
    for _ in 0..<3 { #expect(wait(foundAt: 20) == (true, 20)) }
  }

  @Test mutating func leavesOutMoreAndMoreWhereNothingComesSoon() {
    _ = wait()
    #expect((0..<12).map { _ in waitsLeftOut() } == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 1_024])
  }

  @Test mutating func startsAnewOnceItWasWorthwhile() {
    _ = wait()
    for _ in 0..<5 { _ = waitsLeftOut() }
    for _ in 0..<32 { #expect(wait(foundAt: 2) == (false, 0)) }
    #expect(wait(foundAt: 2) == (true, 2))
    #expect(waitsLeftOut() == 0)
    #expect(waitsLeftOut() == 1)
  }

  @Test mutating func whatIsThereAlreadyChangesNothing() {
    #expect(wait(foundAt: 1, nanosecondsALook: 2 * BusyPolling.longestLook) == (true, 1))
    #expect(waitsLeftOut() == 0)
    #expect(waitsLeftOut() == 1)
    for _ in 0..<2 { _ = wait() }
    #expect(wait(foundAt: 1) == (true, 1))
    #expect(waitsLeftOut() == 0)
    #expect(waitsLeftOut() == 4)
  }

  /// As on a single processor, where the other side runs only when this one does not.
  @Test mutating func whatTookTheProcessorAwayWasNotWorthwhile() {
    #expect(wait(foundAt: 2, nanosecondsALook: BusyPolling.longestLook + 1) == (true, 2))
    #expect(waitsLeftOut() == 1)
  }
}
