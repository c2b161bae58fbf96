/// A credential. Whatever prints, interpolates, dumps or reflects it sees a placeholder: the value leaves only through
/// `reveal()`, so that a search for that word finds every place where it does.
package struct Secret: Sendable {
  private let value: String

  package init(_ value: String) {
    self.value = value
  }

  package func reveal() -> String {
    value
  }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[redacted]" }
  package var debugDescription: String { "[redacted]" }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
