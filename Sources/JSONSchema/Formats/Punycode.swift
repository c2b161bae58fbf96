/// Punycode (RFC 3492), with the parameters for host names from section 5. Neither direction includes the `xn--`.
///
/// Both take quadratic time, as the algorithm does, so the caller bounds the length: a label has at most 63 characters.
enum Punycode {
  private static let base: UInt32 = 36
  private static let firstThreshold: UInt32 = 1
  private static let lastThreshold: UInt32 = 26
  private static let skew: UInt32 = 38
  private static let damping: UInt32 = 700
  private static let initialBias: UInt32 = 72
  private static let initialCodePoint: UInt32 = 0x80
  private static let delimiter = UInt8(ascii: "-")

  /// Section 6.2. Nil where the text is no Punycode; a scalar of the result may be ASCII, which only `encode` reveals.
  static func decode(_ text: ArraySlice<UInt8>) -> [Unicode.Scalar]? {
    var output: [Unicode.Scalar] = []
    var digits = text
    if let last = text.lastIndex(of: delimiter) {
      for byte in text[..<last] {
        guard byte < 0x80 else { return nil }
        output.append(Unicode.Scalar(byte))
      }
      digits = text[(last + 1)...]
    }
    var codePoint = initialCodePoint
    var position: UInt32 = 0
    var bias = initialBias
    while !digits.isEmpty {
      let previous = position
      var weight: UInt32 = 1
      var step = base
      while true {
        guard let byte = digits.popFirst(), let digit = digit(of: byte) else { return nil }
        let (increment, tooMuch) = digit.multipliedReportingOverflow(by: weight)
        let (sum, tooFar) = position.addingReportingOverflow(increment)
        guard !tooMuch, !tooFar else { return nil }
        position = sum
        let threshold = threshold(step, bias)
        if digit < threshold { break }
        let (product, overflow) = weight.multipliedReportingOverflow(by: base - threshold)
        guard !overflow else { return nil }
        weight = product
        step += base
      }
      let count = UInt32(output.count) + 1
      bias = adapted(position - previous, count, isFirst: previous == 0)
      let (next, overflow) = codePoint.addingReportingOverflow(position / count)
      position %= count
      guard !overflow, let scalar = Unicode.Scalar(next) else { return nil }
      codePoint = next
      output.insert(scalar, at: Int(position))
      position += 1
    }
    return output
  }

  /// Section 6.3. Nil where the result would be longer than `limit`.
  static func encode(_ scalars: ArraySlice<Unicode.Scalar>, limit: Int) -> [UInt8]? {
    guard scalars.count <= limit else { return nil }
    var output: [UInt8] = []
    for scalar in scalars where scalar.isASCII { output.append(UInt8(scalar.value)) }
    let basicCount = output.count
    var handled = UInt32(basicCount)
    if basicCount > 0 { output.append(delimiter) }
    var codePoint = initialCodePoint
    var delta: UInt32 = 0
    var bias = initialBias
    while handled < scalars.count {
      // There is one: not all of the scalars are below `codePoint` yet.
      var next = UInt32.max
      for scalar in scalars where scalar.value >= codePoint { next = min(next, scalar.value) }
      let (product, tooMuch) = (next - codePoint).multipliedReportingOverflow(by: handled + 1)
      let (sum, tooFar) = delta.addingReportingOverflow(product)
      guard !tooMuch, !tooFar else { return nil }
      delta = sum
      codePoint = next
      for scalar in scalars {
        if scalar.value < codePoint { delta += 1 }
        guard scalar.value == codePoint else { continue }
        var rest = delta
        var step = base
        while true {
          let threshold = threshold(step, bias)
          if rest < threshold { break }
          output.append(character(of: threshold + (rest - threshold) % (base - threshold)))
          rest = (rest - threshold) / (base - threshold)
          step += base
        }
        output.append(character(of: rest))
        guard output.count <= limit else { return nil }
        bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      codePoint += 1
    }
    return output.count <= limit ? output : nil
  }

  private static func threshold(_ step: UInt32, _ bias: UInt32) -> UInt32 {
    step <= bias + firstThreshold ? firstThreshold : min(step - bias, lastThreshold)
  }

  /// Section 6.1.
  private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / damping : delta / 2
    delta += delta / count
    var step: UInt32 = 0
    while delta > (base - firstThreshold) * lastThreshold / 2 {
      delta /= base - firstThreshold
      step += base
    }
    return step + (base - firstThreshold + 1) * delta / (delta + skew)
  }

  private static func digit(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a"))
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 26
    default: nil
    }
  }

  /// - Precondition: `digit` is below `base`.
  private static func character(of digit: UInt32) -> UInt8 {
    UInt8(digit < 26 ? digit + 0x61 : digit - 26 + 0x30)
  }
}
