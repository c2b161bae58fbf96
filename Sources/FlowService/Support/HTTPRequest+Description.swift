extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Method and address: headers and body hold credentials.
  package var description: String { "\(method.rawValue) \(url)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
