extension Scanner {
  /// What is wrong where the scanner stopped.
  @inline(never)
  func fault(_ stop: Stop) -> Fault {
    switch stop {
    case .tooLong: Fault(.tooLong, at: 0)
    case .byteOrderMark: Fault(.byteOrderMark, at: 0)
    case .noName:
      trailingComma(before: UInt8(ascii: "}")) ?? expected(nodes[Int(open)].payload == 0 ? .nameOrEnd : .name)
    case .noColon: expected(.colon)
    case .noValue: trailingComma(before: UInt8(ascii: "]")) ?? badValue
    case .noSeparator: expected(isInObject ? .commaOrBrace : .commaOrBracket)
    case .badString: badString
    case .duplicateName: Fault(.duplicateName, at: offset)
    case .tooDeep: Fault(.tooDeep(maximumDepth), at: offset)
    case .tooManyEntries: Fault(.tooManyEntries, at: offset)
    case .contentAfterValue: Fault(.contentAfterValue, at: offset)
    }
  }

  private func expected(_ expectation: Fault.Expectation) -> Fault {
    Fault(offset < end ? .unexpected(expectation) : .unexpectedEnd(expectation), at: offset)
  }

  /// A comma with nothing but blanks between it and that bracket, if it is this that stopped the scanner.
  private func trailingComma(before bracket: UInt8) -> Fault? {
    guard depth > 0, offset < end, base[offset] == bracket else { return nil }
    var place = offset &- 1
    while place > 0, base[place] <= 0x20 { place &-= 1 }
    return base[place] == UInt8(ascii: ",") ? Fault(.trailingComma, at: place) : nil
  }

  private var badValue: Fault {
    guard offset < end else { return expected(.value) }
    switch base[offset] {
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return Fault(.badLiteral, at: offset)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): return badNumber
    default: return expected(.value)
    }
  }

  /// Read again, now for what is wrong with it.
  private var badString: Fault {
    let found = StringScanner(base: base, end: end, decoded: decoded).scan(.string, start: offset, from: offset &+ 1)
    return found.fault ?? Fault(.unclosedString(stringStart: offset), at: end)
  }

  /// Read again, now for what is wrong with it.
  private var badNumber: Fault {
    var number = NumberScanner(base: base, end: end, offset: offset)
    let fault = number.scan() ?? .digitAfterMinus
    return Fault(number.offset < end ? .badNumber(fault) : .unexpectedEnd(.digit), at: number.offset)
  }
}
