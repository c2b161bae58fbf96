import Testing

@testable import FlowService

@Suite struct WaiterListTests {
  private static func waiter(_ number: Int) -> EnableWatch.Waiter {
    EnableWatch.Waiter(number: number, began: .zero, deadline: .seconds(number), completion: { _ in })
  }

  private static func numbers(_ list: WaiterList) -> [Int] {
    var numbers: [Int] = []
    list.forEach { numbers.append($0.number) }
    return numbers
  }

  /// Against a plain array, in an order that chance makes.
  @Test func holdsWhatAnArrayWould() {
    let random = Jitter(seed: 11)
    var list = WaiterList()
    var plain: [Int] = []
    var next = 0
    for _ in 0..<5_000 {
      switch random.next() % 5 {
      case 0, 1:
        next += 1 + Int(random.next() % 3)
        list.append(Self.waiter(next))
        plain.append(next)
      case 2, 3:
        let number = plain.isEmpty ? 0 : plain[Int(random.next() % UInt64(plain.count))]
        #expect(list.remove(number)?.number == (plain.isEmpty ? nil : number))
        plain.removeAll { $0 == number }
        #expect(list.remove(number) == nil)
      default:
        let limit = Int(random.next() % UInt64(next + 1)) / 8
        #expect(list.removeAll { $0.number < limit }.map(\.number) == plain.filter { $0 < limit })
        plain.removeAll { $0 < limit }
      }
      #expect(list.count == plain.count && list.isEmpty == plain.isEmpty)
    }
    #expect(Self.numbers(list) == plain)
    #expect(plain.allSatisfy { list[$0]?.number == $0 })
    #expect(list.deadline(after: .zero) == plain.first.map { .seconds($0) })
  }
}
