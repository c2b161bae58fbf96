extension RegularExpression {
  /// Runs a `BacktrackProgram`. Its stack is an array, and its steps are counted, so that no pattern can exhaust the
  /// thread's stack or hold the thread for long.
  struct Backtracker {
    /// What to do when an attempt fails, newest first.
    private enum Record {
      /// Give a register its former value, and fail on.
      case restore(register: Int, value: Int)
      /// Go on here.
      case choice(instruction: Int, position: Int)
      /// The start of a look-around whose body has failed.
      case look(end: Int, position: Int, isNegated: Bool)
    }

    private let program: BacktrackProgram
    private let text: UnsafeBufferPointer<UInt8>
    private var registers: [Int]
    private var records: [Record] = []
    private var stepsLeft: Int

    init(_ program: BacktrackProgram, text: UnsafeBufferPointer<UInt8>) {
      self.program = program
      self.text = text
      registers = Array(repeating: -1, count: program.registerCount)
      stepsLeft = Limits.backtrackingSteps + Limits.backtrackingStepsPerByte * text.count
    }

    mutating func search() -> Outcome {
      var start = 0
      while true {
        for index in registers.indices { registers[index] = -1 }
        records.removeAll(keepingCapacity: true)
        stepsLeft -= registers.count / 8
        let outcome = run(at: start)
        guard outcome == .noMatch, !program.isAnchored, start < text.count else { return outcome }
        start += text.codePoint(after: start).length
      }
    }

    private mutating func set(_ register: Int, _ value: Int) {
      guard registers[register] != value else { return }
      records.append(.restore(register: register, value: registers[register]))
      registers[register] = value
    }

    private mutating func run(at start: Int) -> Outcome {
      var position = start
      var next = 0
      while true {
        stepsLeft -= 1
        guard stepsLeft >= 0, records.count <= Limits.backtrackingRecords else { return .tooCostly }
        var succeeded = true
        let instruction = program.instructions[next]
        next += 1
        switch instruction {
        case .scalar(let wanted, let isBackward):
          succeeded = advance(&position, isBackward: isBackward) { $0 == wanted }
        case .set(let number, let isBackward):
          succeeded = advance(&position, isBackward: isBackward) { program.sets[number].contains($0) }
        case .split(let first, let second):
          records.append(.choice(instruction: second, position: position))
          next = first
        case .jump(let target): next = target
        case .save(let register): set(register, position)
        case .assertion(let assertion): succeeded = text.satisfies(assertion, at: position)
        case .backReference(let group, let isBackward):
          succeeded = repeatGroup(group, &position, isBackward: isBackward)
        case .look(let register, let end, let isNegated):
          records.append(.restore(register: register, value: registers[register]))
          registers[register] = records.count
          records.append(.look(end: end, position: position, isNegated: isNegated))
        case .lookEnd(let register, let isNegated):
          let index = registers[register]
          guard case .look(_, let here, _) = records[index] else { preconditionFailure("a look-around lost its start") }
          if isNegated {
            unwind(to: index)
            succeeded = false
          } else {
            // What was captured stays and can be undone; other ways to match the body are given up.
            var kept = index
            for later in (index + 1)..<records.count {
              if case .restore = records[later] {
                records[kept] = records[later]
                kept += 1
              }
            }
            stepsLeft -= (records.count - index) / 8
            records.removeSubrange(kept...)
            position = here
          }
        case .loopStart(let number): set(program.loops[number].countRegister, 0)
        case .loopHead(let number):
          let loop = program.loops[number]
          let count = registers[loop.countRegister]
          if count >= loop.maximum {
            next = loop.exit
          } else if count >= loop.minimum {
            records.append(.choice(instruction: loop.isLazy ? loop.head + 1 : loop.exit, position: position))
            if loop.isLazy { next = loop.exit }
          }
        case .loopEnter(let number):
          let loop = program.loops[number]
          set(loop.positionRegister, position)
          for register in loop.groupRegisters { set(register, -1) }
          stepsLeft -= loop.groupRegisters.count / 8
        case .loopEnd(let number):
          let loop = program.loops[number]
          let count = registers[loop.countRegister]
          if count >= loop.minimum, registers[loop.positionRegister] == position {
            succeeded = false
          } else {
            set(loop.countRegister, count + 1)
            next = loop.head
          }
        case .match: return .match
        }
        if !succeeded, !resume(&next, &position) { return .noMatch }
      }
    }

    /// Goes back to the newest choice; false when there is none.
    private mutating func resume(_ next: inout Int, _ position: inout Int) -> Bool {
      while let record = records.popLast() {
        switch record {
        case .restore(let register, let value): registers[register] = value
        case .choice(let instruction, let there):
          next = instruction
          position = there
          return true
        case .look(let end, let there, let isNegated):
          if isNegated {
            next = end
            position = there
            return true
          }
        }
      }
      return false
    }

    private mutating func unwind(to count: Int) {
      while records.count > count {
        if case .restore(let register, let value) = records.removeLast() { registers[register] = value }
      }
    }

    private mutating func repeatGroup(_ group: Int, _ position: inout Int, isBackward: Bool) -> Bool {
      let start = registers[2 * group]
      let end = registers[2 * group + 1]
      // A group that has not matched repeats as the empty string.
      guard start >= 0, end >= 0 else { return true }
      let length = end - start
      stepsLeft -= length / 8
      let first = isBackward ? position - length : position
      guard first >= 0, first + length <= text.count else { return false }
      for offset in 0..<length where text[start + offset] != text[first + offset] { return false }
      position = isBackward ? first : first + length
      return true
    }

    private func advance(_ position: inout Int, isBackward: Bool, _ test: (UInt32) -> Bool) -> Bool {
      guard isBackward ? position > 0 : position < text.count else { return false }
      let (value, length) = isBackward ? text.codePoint(before: position) : text.codePoint(after: position)
      position += isBackward ? -length : length
      return test(value)
    }
  }
}
