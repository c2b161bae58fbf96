/// A part of the program that takes bytes from outside, and what must hold whatever they are.
package struct FuzzTarget: Sendable {
  /// What must hold did not.
  package struct Finding: Error, CustomStringConvertible {
    package let description: String
  }

  package let name: String
  /// Feeds the input; throws a ``Finding`` if an oracle is not satisfied. A trap, a hang or a sanitizer's report is a
  /// finding too.
  package let run: @Sendable (UnsafeBufferPointer<UInt8>) throws(Finding) -> Void

  package static let all: [FuzzTarget] = [.json, .framing, .session, .regularExpression, .schema, .answer]

  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// Throws what `message` says, unless the condition holds.
func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(FuzzTarget.Finding) {
  if !condition { throw FuzzTarget.Finding(description: message()) }
}

/// The parts of an input: what stands before the first byte 0, and what stands behind it.
func halves(
  _ input: UnsafeBufferPointer<UInt8>
) -> (first: UnsafeBufferPointer<UInt8>, second: UnsafeBufferPointer<UInt8>) {
  guard let zero = input.firstIndex(of: 0) else {
    return (input, UnsafeBufferPointer(rebasing: input[input.endIndex...]))
  }
  return (
    UnsafeBufferPointer(rebasing: input[..<zero]), UnsafeBufferPointer(rebasing: input[(zero + 1)...])
  )
}
