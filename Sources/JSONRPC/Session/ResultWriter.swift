package import JSON

/// A result that is not written before its answer is: it needs no memory of its own then, and is not copied.
package struct ResultWriter: Sendable {
  /// How many bytes it will hardly be longer than.
  var usualCount: Int
  /// Writes the result, as JSON text on one line.
  var write: @Sendable (inout JSONWriter) -> Void

  package init(usualCount: Int, _ write: @escaping @Sendable (inout JSONWriter) -> Void) {
    self.usualCount = usualCount
    self.write = write
  }

  /// What it writes.
  package var bytes: [UInt8] {
    var writer = JSONWriter(capacity: usualCount)
    write(&writer)
    return writer.bytes
  }
}
