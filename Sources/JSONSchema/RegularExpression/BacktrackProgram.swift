extension RegularExpression {
  /// A pattern with back-references as instructions for `Backtracker`, which tries alternatives in ECMA-262's order.
  final class BacktrackProgram: Sendable {
    enum Instruction {
      case scalar(UInt32, isBackward: Bool)
      case set(Int, isBackward: Bool)
      /// Goes on at `first`, and at `second` when that fails.
      case split(first: Int, second: Int)
      case jump(Int)
      /// Notes the position in a register.
      case save(Int)
      case assertion(UInt32)
      case backReference(group: Int, isBackward: Bool)
      /// Begins a look-around: its body follows, then `lookEnd`, then what is at `end`. The register holds the number of
      /// records at its start.
      case look(register: Int, end: Int, isNegated: Bool)
      case lookEnd(register: Int, isNegated: Bool)
      case loopStart(Int)
      case loopHead(Int)
      case loopEnter(Int)
      case loopEnd(Int)
      case match
    }

    /// A quantifier. `loopStart` stands first, then `loopHead` at `head`, `loopEnter`, the body, `loopEnd`; then `exit`.
    struct Loop {
      var minimum: Int
      var maximum: Int
      var isLazy: Bool
      /// The registers of the groups inside, which each round forgets.
      var groupRegisters: Range<Int>
      var countRegister: Int
      /// Where the round began: a round past the minimum must not be empty.
      var positionRegister: Int
      var head = 0
      var exit = 0
    }

    let instructions: [Instruction]
    let loops: [Loop]
    let sets: [CodePointSet]
    let registerCount: Int
    let isAnchored: Bool

    init(_ tree: Node, parser: Parser) {
      var compiler = Compiler(looks: parser.looks, registerCount: 2 * (parser.groupCount + 1))
      compiler.emit(tree, isBackward: false)
      compiler.instructions.append(.match)
      instructions = compiler.instructions
      loops = compiler.loops
      sets = parser.sets
      registerCount = compiler.registerCount
      isAnchored = tree.isAnchored
    }

    func search(_ text: UnsafeBufferPointer<UInt8>) -> Outcome {
      var backtracker = Backtracker(self, text: text)
      return backtracker.search()
    }

    private struct Compiler {
      let looks: [Look]
      var registerCount: Int
      var instructions: [Instruction] = []
      var loops: [Loop] = []

      private mutating func register() -> Int {
        registerCount += 1
        return registerCount - 1
      }

      mutating func emit(_ node: Node, isBackward: Bool) {
        switch node {
        case .empty: break
        case .scalar(let scalar): instructions.append(.scalar(scalar, isBackward: isBackward))
        case .set(let number): instructions.append(.set(number, isBackward: isBackward))
        case .sequence(let parts):
          for index in parts.indices {
            emit(parts[isBackward ? parts.count - 1 - index : index], isBackward: isBackward)
          }
        case .alternatives(let parts):
          var jumps: [Int] = []
          for part in parts.dropLast() {
            let split = instructions.count
            instructions.append(.match)
            emit(part, isBackward: isBackward)
            jumps.append(instructions.count)
            instructions.append(.match)
            instructions[split] = .split(first: split + 1, second: instructions.count)
          }
          emit(parts[parts.count - 1], isBackward: isBackward)
          for jump in jumps { instructions[jump] = .jump(instructions.count) }
        case .group(let body, let number):
          instructions.append(.save(2 * number + (isBackward ? 1 : 0)))
          emit(body, isBackward: isBackward)
          instructions.append(.save(2 * number + (isBackward ? 0 : 1)))
        case .repetition(let repetition): emit(repetition, isBackward: isBackward)
        case .assertion(let assertion): instructions.append(.assertion(assertion.rawValue))
        case .look(let number):
          let look = looks[number]
          let start = instructions.count
          let register = register()
          instructions.append(.match)
          emit(look.body, isBackward: !look.isAhead)
          instructions.append(.lookEnd(register: register, isNegated: look.isNegated))
          instructions[start] = .look(register: register, end: instructions.count, isNegated: look.isNegated)
        case .backReference(let group):
          instructions.append(.backReference(group: group, isBackward: isBackward))
        }
      }

      private mutating func emit(_ repetition: Repetition, isBackward: Bool) {
        if repetition.maximum == 0 { return }
        let number = loops.count
        loops.append(
          Loop(
            minimum: repetition.minimum, maximum: repetition.maximum, isLazy: repetition.isLazy,
            groupRegisters: (2 * repetition.groups.lowerBound)..<(2 * repetition.groups.upperBound),
            countRegister: register(), positionRegister: register()))
        instructions.append(.loopStart(number))
        loops[number].head = instructions.count
        instructions.append(.loopHead(number))
        instructions.append(.loopEnter(number))
        emit(repetition.body, isBackward: isBackward)
        instructions.append(.loopEnd(number))
        loops[number].exit = instructions.count
      }
    }
  }
}

extension RegularExpression.Node {
  /// Whether a match can begin at the start of the text only.
  var isAnchored: Bool {
    switch self {
    case .assertion(.start): true
    case .sequence(let parts): parts[0].isAnchored
    case .alternatives(let parts): parts.allSatisfy(\.isAnchored)
    case .group(let body, _): body.isAnchored
    default: false
    }
  }
}
