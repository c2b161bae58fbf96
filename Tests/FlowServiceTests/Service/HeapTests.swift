import Testing

@testable import FlowService

@Suite struct HeapTests {
  @Test func comesOutInOrder() {
    let random = Jitter(seed: 7)
    var heap = Heap<UInt64>()
    var all = (0..<1_000).map { _ in random.next() % 500 }
    for number in all { heap.insert(number) }
    heap.removeAll { $0 % 3 == 0 }
    all.removeAll { $0 % 3 == 0 }
    var drained: [UInt64] = []
    while let least = heap.removeLeast() { drained.append(least) }
    #expect(drained == all.sorted())
    #expect(heap.least == nil)
  }
}
